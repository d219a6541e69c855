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

void ExpectTokensAsByIcu(const std::string& text) {
  const std::vector<Token> tokens = Tokens(text);
  const std::vector<Token> expected = TokensByIcu(text);
  ASSERT_EQ(tokens.size(), expected.size()) << text;
  for (size_t i = 0; i < tokens.size(); ++i) {
    ASSERT_EQ(tokens[i], expected[i]) << "token " << i << " of " << text;
  }
}

// Every character in what the rules look at: letters, digits, marks that join, marks that continue.
TEST(TokensByIcu, AreTheTokensAroundEveryCharacter) {
  constexpr std::u32string_view kAround[] = {U"",   U"a", U"ب", U"1",      U".",  U"a.", U"1,",
                                             U"a:", U"_", U" ", U"\u0301", U"a'", U"א",  U"@"};
  for (char32_t c = 1; c <= 0x3100; ++c) {
    for (const std::u32string_view before : kAround) {
      for (const std::u32string_view after : kAround) {
        std::string text;
        for (const char32_t b : before) AppendCodePoint(b, text);
        AppendCodePoint(c, text);
        for (size_t i = after.size(); i > 0; --i) AppendCodePoint(after[i - 1], text);
        ExpectTokensAsByIcu(text);
        if (HasFatalFailure()) return;
      }
    }
  }
}

// The characters whose rules differ; a kind is drawn first. The last kinds are ICU's alone.
TEST(TokensByIcu, AreTheTokensOfRandomTexts) {
  constexpr std::u32string_view kKinds[] = {
      U"abcXYZéžßŉ",
      U"абёйЖ",
      U"ابپےیۂ",
      U"0129٣۴",
      U".'’‘\u2024",
      U",;\u066C\u060C\u037E",
      U":·\u2027\u0387",
      U"_\u203F\u2040",
      U"@",
      U" \u2003",
      U"\u0301\u0308\u0650\u0654\u0670",
      U"\u00AD\u0600\u06DD\u061C\u200E",
      U"!?\"-–—«»()/۔؟%№…$₽©™",
      U"\r\n\u000B\u0085\u2028",
      U"אבש\u05F3\u05F4",
      U"\u200D\u200C",
      U"アカ字ひกไ한\U0001F600\U0001F1E6\U0001F1E7\U0001F3FB",
  };
  TestRandom random;
  for (int i = 0; i < 200000; ++i) {
    const size_t kinds = std::size(kKinds) - (random.Below(4) == 0 ? 0 : 4);
    std::string text;
    for (uint64_t n = random.Below(16); n > 0; --n) {
      const std::u32string_view kind = kKinds[random.Below(kinds)];
      AppendCodePoint(kind[random.Below(kind.size())], text);
    }
    ExpectTokensAsByIcu(text);
    if (HasFatalFailure()) return;
  }
}

TEST(TokensByIcu, AreTheTokensOfAnyText) {
  TestRandom random;
  for (int i = 0; i < 40000; ++i) {
    ExpectTokensAsByIcu(RandomText(random, 20));
    if (HasFatalFailure()) return;
  }
}

TEST(TokensByIcu, AreTheTokensOfRealTexts) {
  for (const std::vector<std::string>& row : RealTexts()) {
    for (const std::string& text : row) ExpectTokensAsByIcu(text);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace dragoman
