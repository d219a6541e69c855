#include "server/model/writing.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Writing, DirectionIsThatOfTheScript) {
  const auto is_rtl = [](const char* tag) { return IsRightToLeft(Language::Parse(tag).value()); };
  EXPECT_TRUE(is_rtl("ur"));
  EXPECT_TRUE(is_rtl("ur-PK"));
  EXPECT_TRUE(is_rtl("he"));
  EXPECT_TRUE(is_rtl("pa-Arab"));
  EXPECT_FALSE(is_rtl("pa"));
  EXPECT_FALSE(is_rtl("ur-Latn"));
  EXPECT_FALSE(is_rtl("ru"));
}

TEST(Writing, VisibleCharactersAreCodePointsWithoutSpace) {
  EXPECT_EQ(VisibleCharacters(""), 0U);
  EXPECT_EQ(VisibleCharacters(" سفیر \u00a0ж\t😀"), 6U);
}

TEST(Writing, LettersAreOfTheScriptsOfALanguage) {
  const auto share = [](std::string_view text, const char* tag) {
    const ScriptLetters letters = LettersOf(text, Language::Parse(tag).value());
    return std::pair(letters.all, letters.of_language);
  };
  EXPECT_EQ(share("NATO, 3 мая", "ru"), std::pair(size_t{7}, size_t{3}));
  EXPECT_EQ(share("NATO, 3 мая", "en"), std::pair(size_t{7}, size_t{4}));
  EXPECT_EQ(share("سفیر", "ur"), std::pair(size_t{4}, size_t{4}));
  EXPECT_EQ(share("safir", "ur"), std::pair(size_t{5}, size_t{0}));
  EXPECT_EQ(share("safir", "ur-Latn"), std::pair(size_t{5}, size_t{5}));
  EXPECT_EQ(share("これは本です", "ja"), std::pair(size_t{6}, size_t{6}));
  EXPECT_EQ(share("本", "zh-Hans"), std::pair(size_t{1}, size_t{1}));
  EXPECT_EQ(share("abc", "qaa"), std::pair(size_t{3}, size_t{3}));
  EXPECT_EQ(share("3 - 5", "ru"), std::pair(size_t{0}, size_t{0}));
}

TEST(Writing, LettersAreOfAnyScript) {
  EXPECT_TRUE(HasLetters("3 м"));
  EXPECT_TRUE(HasLetters("ہ"));
  EXPECT_FALSE(HasLetters(""));
  EXPECT_FALSE(HasLetters("3.5 – 70 %"));
}

}  // namespace
}  // namespace dragoman
