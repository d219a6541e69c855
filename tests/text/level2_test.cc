// The pass over clusters makes what L2 glyph by glyph makes: the same text, the same way back.
#include <gtest/gtest.h>

#include "server/text/code_points.h"
#include "server/text/normalise.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

void ExpectAsByGlyphs(const std::string& text, RuleSet rules) {
  const MappedText level2 = Level2(text, rules);
  const MappedText expected = Level2ByGlyphs(text, rules);
  const std::string& key = expected.text();
  ASSERT_EQ(level2.text(), key) << text;
  for (size_t at = 0; at < key.size();) {
    const size_t begin = at;
    NextCodePoint(key, &at);
    ASSERT_EQ(level2.RangeOf(begin, at), expected.RangeOf(begin, at)) << at << " in " << text;
    ASSERT_EQ(level2.RangeOf(0, at), expected.RangeOf(0, at)) << at << " in " << text;
  }
  for (uint32_t position = 0; position <= text.size(); ++position) {
    ASSERT_EQ(level2.OffsetAt(position), expected.OffsetAt(position)) << position << " in " << text;
  }
}

void ExpectAsByGlyphs(const std::string& text) {
  for (const RuleSet rules : {RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
    ExpectAsByGlyphs(text, rules);
  }
}

TEST(Level2ByGlyphs, IsLevel2AroundEveryCharacter) {
  const std::string around[] = {"", "a", "е", "ی", "ه", " ", "  ", "\u0301", "\u0650", "\u200C"};
  for (char32_t c = 1; c <= 0xFFFF; c = c == 0xD7FF ? 0xE000 : c + 1) {
    for (const std::string& before : around) {
      std::string text = before + Utf8(c);
      ExpectAsByGlyphs(text);
      text += around[(c + before.size()) % std::size(around)];
      ExpectAsByGlyphs(text);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Level2ByGlyphs, IsLevel2OfRandomTexts) {
  TestRandom random;
  for (int i = 0; i < 40000; ++i) {
    ExpectAsByGlyphs(RandomText(random, 14));
    if (HasFatalFailure()) return;
  }
}

// Texts that change in a few places only: most of them is copied.
TEST(Level2ByGlyphs, IsLevel2OfRealTextsWithChanges) {
  TestRandom random;
  for (const std::vector<std::string>& row : RealTexts()) {
    for (std::string text : row) {
      for (uint64_t i = random.Below(4); i > 0; --i) {
        text.insert(CharacterBorder(text, random.Below(text.size() + 1)), RandomText(random, 2));
      }
      ExpectAsByGlyphs(text);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace dragoman
