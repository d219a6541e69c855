#include "server/exchange/xml_reader.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

// Writes down what it is given; refuses elements named "bad".
class Recorder : public XmlHandler {
 public:
  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "bad") return Error(kBad, "a bad element");
    text += fmt::format("<{}", name);
    for (const XmlAttribute& one : attributes) text += fmt::format(" {}={}", one.name, one.value);
    text += ">";
    return absl::OkStatus();
  }
  Status End(std::string_view name) override {
    text += fmt::format("</{}>", name);
    return absl::OkStatus();
  }
  Status Text(std::string_view piece) override {
    text += piece;
    return absl::OkStatus();
  }

  std::string text;
};

// Returns what a file holds, or the error with its line.
std::string Read(std::string_view file, const XmlSettings& settings = {}, size_t piece = 1 << 20) {
  Recorder recorder;
  XmlReader reader(settings, recorder);
  Status status;
  for (; status.ok() && !file.empty(); file.remove_prefix(std::min(piece, file.size()))) {
    status = reader.Feed(file.substr(0, piece));
  }
  if (status.ok()) status = reader.Finish();
  if (!status.ok()) return fmt::format("line {}: {}", reader.line(), MessageOf(status));
  return recorder.text;
}

std::string InUtf16(std::string_view ascii, bool big_endian) {
  std::string text;
  for (const char c : ascii) text += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return text;
}

TEST(XmlReader, ReadsEveryEncodingThatOccurs) {
  EXPECT_EQ(Read("<a b='1'>é</a>"), "<a b=1>é</a>");
  EXPECT_EQ(Read("\xEF\xBB\xBF<a>é</a>"), "<a>é</a>");
  for (const bool big_endian : {false, true}) {
    const std::string mark = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    EXPECT_EQ(Read(mark + InUtf16("<a>x</a>", big_endian)), "<a>x</a>");
    EXPECT_EQ(Read(InUtf16("<a>x</a>", big_endian)), "<a>x</a>");
    EXPECT_EQ(Read(InUtf16("<?xml version='1.0' encoding='UTF-16'?><a>x</a>", big_endian)),
              "<a>x</a>");
  }
  const auto in = [](std::string_view encoding, std::string_view text) {
    return Read(fmt::format("<?xml version='1.0' encoding='{}'?><a>{}</a>", encoding, text));
  };
  EXPECT_EQ(in("iso-8859-1", "\xE9"), "<a>é</a>");
  EXPECT_EQ(in("ISO-8859-5", "\xB4\xD0"), "<a>Да</a>");
  EXPECT_EQ(in("windows-1251", "\xC4\xE0"), "<a>Да</a>");
  EXPECT_EQ(in("windows-1256", "\xC7"), "<a>ا</a>");
  EXPECT_EQ(in("Windows-1252", "\x93"), "<a>“</a>");
  EXPECT_EQ(in("koi8-r", "\xE4\xC1"), "<a>Да</a>");
  EXPECT_THAT(in("Shift_JIS", "x"), HasSubstr("line 1: the encoding is not one that is read"));
  EXPECT_THAT(in("nonsense", "x"), HasSubstr("save the file as UTF-8"));
}

TEST(XmlReader, PiecesMakeNoDifference) {
  const std::string file = "<?xml version='1.0'?>\n<a x='&lt;'>t<![CDATA[<]]>&amp;<b/>é</a>";
  EXPECT_EQ(Read(file), "<a x=<>t<&<b></b>é</a>");
  for (size_t piece = 1; piece < 20; ++piece) EXPECT_EQ(Read(file, {}, piece), Read(file));
}

TEST(XmlReader, NamesTheLineOfAFault) {
  EXPECT_EQ(Read(""), "line 1: no element found");
  EXPECT_EQ(Read("<a>\n<b>\n</a>"), "line 3: mismatched tag");
  EXPECT_EQ(Read("<a>\n<bad/>\n</a>"), "line 2: a bad element");
  EXPECT_EQ(Read("<a>\n&nbsp;</a>"), "line 2: undefined entity");
}

TEST(XmlReader, DocumentTypesAreBareOrRefused) {
  const XmlSettings bare{.doctype = XmlDoctype::kBare};
  const std::string file = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<a/>";
  EXPECT_EQ(Read(file, bare), "<a></a>");
  EXPECT_THAT(Read(file), HasSubstr("line 1: a document type"));
  const std::string bomb = "<!DOCTYPE a [<!ENTITY x \"aaaa\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
  EXPECT_THAT(Read(bomb, bare), HasSubstr("declarations of its own"));
  EXPECT_THAT(
      Read("<!DOCTYPE a SYSTEM \"x\" [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", bare),
      HasSubstr("declarations of its own"));
}

TEST(XmlReader, EntitiesThatAreNotReadAreNeverLeftOut) {
  const XmlSettings bare{.doctype = XmlDoctype::kBare};
  const std::string type = "<!DOCTYPE a SYSTEM \"a.dtd\">\n";
  EXPECT_THAT(Read(type + "<a>x&nbsp;y</a>", bare), HasSubstr("line 2: the entity '&nbsp;'"));
  EXPECT_THAT(Read(type + "<a b='x&nbsp;y'/>", bare), HasSubstr("line 2: an unknown entity"));
  EXPECT_EQ(Read(type + "<a b='&lt;&#65;&quot;&amp;&apos;&gt;&#x41;'/>", bare),
            "<a b=<A\"&'>A></a>");
  const std::string utf16 = InUtf16(type + "<a b='&amp;&lt;'/>", false);
  EXPECT_EQ(Read(utf16, bare), "<a b=&<></a>");
  EXPECT_THAT(Read(InUtf16(type + "<a b='&nbsp;'/>", true), bare), HasSubstr("an unknown entity"));
}

TEST(XmlReader, BoundsAreMetEarly) {
  std::string deep;
  for (int i = 0; i < 65; ++i) deep += "<a>";
  EXPECT_THAT(Read(deep), HasSubstr("nested too deep; at most 64"));
  std::string wide = "<a";
  for (int i = 0; i < 101; ++i) wide += fmt::format(" b{}='c'", i);
  EXPECT_THAT(Read(wide + "/>"), HasSubstr("<a> has 101 attributes; at most 100"));
  const std::string much(3 << 20, 'x');
  EXPECT_THAT(Read("<a>" + much + "</a>"), HasSubstr("xxx"));
  for (const std::string begin : {"<a b='", "<a><!--", "<a><?pi ", "<a", "<a></", "<!DOCTYPE "}) {
    EXPECT_THAT(Read(begin + much), HasSubstr("more than 1048576 bytes without an end")) << begin;
    EXPECT_THAT(Read(begin + much, {}, 1000), HasSubstr("without an end")) << begin;
  }
}

TEST(XmlReader, RandomBytesNeverHarm) {
  TestRandom random;
  for (int i = 0; i < 2000; ++i) {
    const std::string file = "<a>" + RandomBytes(random, 40) + "<b c='" + RandomBytes(random, 40);
    EXPECT_EQ(Read(file), Read(file, {}, 1 + random.Below(7)));
  }
}

}  // namespace
}  // namespace dragoman
