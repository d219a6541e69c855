#include "server/exchange/xml_text.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

std::string AsText(std::string_view text) {
  std::string out;
  AppendXmlText(text, out);
  return out;
}

TEST(XmlText, EscapesWhatParsersWouldChange) {
  EXPECT_EQ(AsText("a<b> & \"c\"\t\n\r"), "a&lt;b&gt; &amp; \"c\"\t\n&#13;");
  std::string value;
  AppendXmlValue("a<b> & \"c\"\t\n\r", value);
  EXPECT_EQ(value, "\"a&lt;b&gt; &amp; &quot;c&quot;&#9;&#10;&#13;\"");
}

TEST(XmlText, KnowsWhatXmlCannotHold) {
  EXPECT_TRUE(XmlHolds("tab\t line\n\r \x7f \u0085 \ufffd \ufdd0 🙂"));
  EXPECT_TRUE(XmlHolds("\ufeff\uffef\ufff0"));
  for (const std::string& bad : {std::string("a\0", 2), std::string("\x01"), std::string("b\x1f"),
                                 std::string("\ufffe"), std::string("c\uffff")}) {
    EXPECT_FALSE(XmlHolds(bad)) << EscapeForXml(bad);
  }
}

TEST(XmlText, EscapesComeBack) {
  EXPECT_EQ(EscapeForXml("a\x01\\\uffff"), "a\\u0001\\\\\\uFFFF");
  TestRandom random;
  for (int i = 0; i < 1000; ++i) {
    std::string text = HostileText(random);
    text.insert(random.Below(2) * text.size(), random.Below(2) == 0 ? "\x02" : "\ufffe");
    const std::string escaped = EscapeForXml(text);
    EXPECT_TRUE(XmlHolds(escaped));
    EXPECT_EQ(UnescapeFromXml(escaped).value(), text);
  }
}

TEST(XmlText, RefusesOtherEscapes) {
  for (const std::string_view bad :
       {"\\", "\\n", "\\u", "\\u00", "\\u0041", "\\uD800", "\\u000g", "\\u000A", "\\u-001"}) {
    EXPECT_THAT(UnescapeFromXml(bad), StatusIs(StatusCode::kInvalidArgument, "")) << bad;
  }
}

}  // namespace
}  // namespace dragoman
