// L3 by the table of characters is L3 by ICU.
#include <gtest/gtest.h>

#include "server/text/code_points.h"
#include "server/text/normalise.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

void ExpectLevel3AsByIcu(const std::string& text) {
  for (const RuleSet rules : {RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
    ASSERT_EQ(Level3(text, rules), Level3ByIcu(text, rules)) << text;
    const std::string level2 = Level2(text, rules).text();
    ASSERT_EQ(Level3(level2, rules), Level3ByIcu(level2, rules)) << text;
  }
}

TEST(Level3ByIcu, IsLevel3AroundEveryCharacter) {
  const std::string around[] = {"", "a", "е", "ی", "ء", " ", "\u0301", "\u0650", "\u0654", "ё"};
  for (char32_t c = 1; c <= 0xFFFF; c = c == 0xD7FF ? 0xE000 : c + 1) {
    for (const std::string& before : around) {
      ExpectLevel3AsByIcu(before + Utf8(c) + around[(c + before.size()) % std::size(around)]);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Level3ByIcu, IsLevel3OfRandomTexts) {
  TestRandom random;
  for (int i = 0; i < 40000; ++i) {
    ExpectLevel3AsByIcu(RandomText(random, 14));
    if (HasFatalFailure()) return;
  }
}

// Long enough for more than one buffer.
TEST(Level3ByIcu, IsLevel3OfRealTexts) {
  std::string all;
  for (const std::vector<std::string>& row : RealTexts()) {
    for (const std::string& text : row) {
      ExpectLevel3AsByIcu(text);
      if (all.size() < 10000) all += text;
      if (HasFatalFailure()) return;
    }
  }
  ExpectLevel3AsByIcu(all);
}

}  // namespace
}  // namespace dragoman
