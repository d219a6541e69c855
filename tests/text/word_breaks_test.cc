// Tokens: where words begin and end, in the cases of data/tokens.tsv and at random.
#include "server/text/word_breaks.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include "server/text/code_points.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

// Returns the tokens joined by '|', single spaces left out.
std::string Shown(std::string_view level2) {
  std::string shown;
  for (const Token& token : Tokens(level2)) {
    if (token.In(level2) == " ") continue;
    if (!shown.empty()) shown += '|';
    shown += token.In(level2);
  }
  return shown;
}

TEST(Tokens, FollowTheCases) {
  for (const CaseRow& row : ReadCases("tokens.tsv", 2)) {
    EXPECT_EQ(Shown(row.fields[0]), row.fields[1]) << "tokens.tsv:" << row.line;
  }
}

TEST(Tokens, AreWordsWhenTheyHoldALetterOrDigit) {
  const std::string text = "Цена: №5, ½ км² – ok…";
  std::string words;
  for (const Token& token : Tokens(text)) {
    if (token.is_word) words += std::string(token.In(text)) + '|';
  }
  EXPECT_EQ(words, "Цена|5|км|ok|");
}

TEST(Tokens, OfAnEmptyTextAreNone) { EXPECT_TRUE(Tokens("").empty()); }

TEST(Tokens, CoverTheTextInOrder) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = Level2(RandomText(random, 20), RuleSet::kUrdu).text();
    size_t end = 0;
    for (const Token& token : Tokens(text)) {
      ASSERT_EQ(token.begin, end);
      ASSERT_LT(token.begin, token.end);
      bool has_letter = false;
      for (size_t at = token.begin; at < token.end;) {
        const auto c = static_cast<UChar32>(NextCodePoint(text, &at));
        has_letter |= u_isalnum(c) || u_charType(c) == U_LETTER_NUMBER;
        ASSERT_LE(at, token.end) << "cuts a character";
      }
      ASSERT_EQ(token.is_word, has_letter) << token.In(text);
      end = token.end;
    }
    ASSERT_EQ(end, text.size());
  }
}

}  // namespace
}  // namespace dragoman
