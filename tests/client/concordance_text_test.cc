#include "client/cli/concordance_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

// Returns a hit of the text with its occurrences between square brackets.
v1::ConcordanceHit Hit(const std::string& language, const std::string& marked) {
  v1::ConcordanceHit hit;
  hit.set_unit("memories/m/units/5");
  hit.mutable_source()->set_language(language);
  std::string& text = *hit.mutable_source()->mutable_segment()->mutable_text();
  for (const char c : marked) {
    if (c == '[') {
      hit.add_occurrences()->set_begin(static_cast<uint32_t>(text.size()));
    } else if (c == ']') {
      hit.mutable_occurrences()->rbegin()->set_end(static_cast<uint32_t>(text.size()));
    } else {
      text += c;
    }
  }
  return hit;
}

std::string Line(const v1::ConcordanceHit& hit) {
  const std::string text = ConcordanceHitText(hit, false);
  const size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

TEST(ConcordanceText, WordsStandInOneColumn) {
  const std::string spaces(25, ' ');
  EXPECT_EQ(Line(Hit("en", "A new [envoy] met the [envoys].")),
            fmt::format("     en  {}A new [envoy] met the [envoys].", spaces));
  EXPECT_EQ(Line(Hit("ru", "Новый [посол] прибыл.")),
            fmt::format("     ru  {}Новый [посол] прибыл.", spaces));
}

TEST(ConcordanceText, LongSegmentsAreCutOnBothSides) {
  const std::string left(50, 'a');
  const std::string right(50, 'b');
  EXPECT_EQ(Line(Hit("en", left + "[word]" + right)),
            fmt::format("     en  …{}[word]{}…", std::string(30, 'a'), std::string(44, 'b')));
  // An occurrence at the edge is cut with its text.
  EXPECT_EQ(Line(Hit("en", "[word] " + std::string(40, 'b') + " [word]")),
            fmt::format("     en  {}[word] {} [wo]…", std::string(31, ' '), std::string(40, 'b')));
}

TEST(ConcordanceText, RightToLeftSegmentsStandWholeAndIsolated) {
  const std::string text(200, 'x');
  EXPECT_EQ(Line(Hit("ur", "نئے [سفیر] نے " + text)),
            "     ur  \u2067نئے [سفیر] نے " + text + "\u2069");
}

TEST(ConcordanceText, RenderingsFollow) {
  v1::ConcordanceHit hit = Hit("en", "An [envoy]\n");
  *hit.add_targets() = FromText<v1::MatchTarget>("language: 'ur' segment { text: 'سفیر' }");
  EXPECT_EQ(ConcordanceHitText(hit, false),
            "memories/m/units/5\n"
            "     en                              An [envoy]\u240A\n"
            "     ur  \u2067سفیر\u2069\n");
  EXPECT_NE(ConcordanceHitText(hit, true).find("\x1b[1menvoy\x1b["), std::string::npos);
}

TEST(ConcordanceText, CountSaysWhatIsNotShown) {
  EXPECT_EQ(ConcordanceCountText(1, 1), "1 segment");
  EXPECT_EQ(ConcordanceCountText(0, 0), "0 segments");
  EXPECT_EQ(ConcordanceCountText(20, 1234), "20 of 1234 segments; a higher --limit shows more");
}

}  // namespace
}  // namespace dragoman
