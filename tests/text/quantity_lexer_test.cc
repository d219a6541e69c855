// The pieces that quantities are read from: they cover a text in order, whatever it holds.
#include "server/text/quantity_lexer.h"

#include <gtest/gtest.h>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

// Returns the pieces as "digits", "word", "_" for space and the mark itself, parted by "|".
std::string PiecesOf(std::string_view text, std::string_view tag) {
  std::string pieces;
  for (const Lexeme& lexeme : QuantityLexemes(text, RulesOf(tag))) {
    if (!pieces.empty()) pieces += "|";
    pieces += lexeme.Is(Lexeme::kSpace)  ? "_"
              : lexeme.Is(Lexeme::kMark) ? Utf8(lexeme.folded)
                                         : lexeme.text;
    if (lexeme.left_out) pieces += "!";
  }
  return pieces;
}

TEST(QuantityLexemes, PartDigitsFromLetters) {
  EXPECT_EQ(PiecesOf("1950s, $1.5bn", "en"), "1950|s|,|_|$|1|.|5|bn");
  EXPECT_EQ(PiecesOf("1990–1995", "en"), "1990|-|1995");
  EXPECT_EQ(PiecesOf("10 000 тёплых", "ru"), "10|_|000|_|теплых");
  EXPECT_EQ(PiecesOf("۱۵ لاکھ", "ur"), "15|_|لاکہ");
}

TEST(QuantityLexemes, InvisibleCharactersPartNothing) {
  EXPECT_EQ(PiecesOf("1\u200F2 mil\u00ADlion", "en"), "12|_|million");
}

TEST(QuantityLexemes, KnowAddresses) {
  EXPECT_EQ(PiecesOf("see example.org/5 now", "en"), "see|_|example!|.!|org!|/!|5!|_|now");
  EXPECT_EQ(PiecesOf("24/7 e.g./5", "en"), "24|/|7|_|e|.|g|.|/|5");
}

TEST(QuantityLexemes, StandInOrderInAnyText) {
  TestRandom random;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = RandomText(random, 40);
    for (const char* tag : {"en", "ru", "ur"}) {
      uint32_t end = 0;
      for (const Lexeme& lexeme : QuantityLexemes(text, RulesOf(tag))) {
        ASSERT_LE(end, lexeme.range.begin) << text;
        ASSERT_LT(lexeme.range.begin, lexeme.range.end) << text;
        end = lexeme.range.end;
      }
      ASSERT_LE(end, text.size());
    }
  }
}

}  // namespace
}  // namespace dragoman
