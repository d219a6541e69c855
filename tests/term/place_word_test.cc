#include "server/term/place_word.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(PlaceWordTest, PeopleAndAdjectivesAreMadeFromNames) {
  EXPECT_TRUE(IsMadeFromPlace("samarkand", "samarkand"));
  EXPECT_TRUE(IsMadeFromPlace("самарканд", "самаркандского"));
  EXPECT_TRUE(IsMadeFromPlace("россия", "российскои"));
  EXPECT_TRUE(IsMadeFromPlace("russia", "russian"));
  EXPECT_TRUE(IsMadeFromPlace("روس", "روسی"));
  EXPECT_TRUE(IsMadeFromPlace("таджикистан", "таджикских"));
  EXPECT_TRUE(IsMadeFromPlace("tajikistan", "tajik"));
  EXPECT_TRUE(IsMadeFromPlace("تاجکستان", "تاجک"));
  EXPECT_TRUE(IsMadeFromPlace("امریکہ", "امریکی"));
}

TEST(PlaceWordTest, OtherWordsAreNot) {
  EXPECT_FALSE(IsMadeFromPlace("самарканд", "самараканд"));
  EXPECT_FALSE(IsMadeFromPlace("tajikistan", "turkmen"));
  EXPECT_FALSE(IsMadeFromPlace("россия", "рост"));
  EXPECT_FALSE(IsMadeFromPlace("russia", "rus"));
  EXPECT_FALSE(IsMadeFromPlace("france", "french"));
  EXPECT_FALSE(IsMadeFromPlace("", "french"));
  EXPECT_FALSE(IsMadeFromPlace("ur", "urdu"));
  EXPECT_FALSE(IsMadeFromPlace("oman", ""));
}

}  // namespace
}  // namespace dragoman
