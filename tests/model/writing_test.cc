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

}  // namespace
}  // namespace dragoman
