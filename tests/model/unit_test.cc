// Which variant of a unit answers a language.
#include "server/model/unit.h"

#include <gtest/gtest.h>

#include "tests/model/model_support.h"

namespace dragoman {
namespace {

// Returns a unit with one variant of each tag, whose text is the tag.
Unit UnitOf(const std::vector<std::string>& tags) {
  Unit unit;
  for (const std::string& tag : tags) {
    Variant variant;
    variant.language = Of(tag);
    variant.segment.text = tag;
    unit.variants.push_back(variant);
  }
  return unit;
}

std::string FoundIn(const Unit& unit, std::string_view tag) {
  const Variant* variant = unit.Find(Of(tag));
  return variant ? variant->segment.text : "none";
}

TEST(Unit, FindPrefersTheSameTag) {
  const Unit unit = UnitOf({"en", "en-GB", "ru"});
  EXPECT_EQ(FoundIn(unit, "en"), "en");
  EXPECT_EQ(FoundIn(unit, "en-GB"), "en-GB");
}

TEST(Unit, FindTakesWhatAnswers) {
  const Unit unit = UnitOf({"en-GB", "ru", "ur-PK"});
  EXPECT_EQ(FoundIn(unit, "en"), "en-GB");
  EXPECT_EQ(FoundIn(unit, "ru-RU"), "ru");
  EXPECT_EQ(FoundIn(unit, "ur"), "ur-PK");
  EXPECT_EQ(FoundIn(unit, "en-US"), "none");
  EXPECT_EQ(FoundIn(unit, "de"), "none");
}

TEST(Unit, AtAndHasWantExactlyTheTag) {
  const Unit unit = UnitOf({"en-GB", "ru"});
  EXPECT_FALSE(unit.Has(Of("en")));
  EXPECT_EQ(unit.At(Of("en")), nullptr);
  ASSERT_TRUE(unit.Has(Of("en-GB")));
  EXPECT_EQ(unit.At(Of("en-GB"))->segment.text, "en-GB");
}

TEST(Unit, UnknownNeighbourIsNotNoNeighbour) {
  Variant unknown;
  Variant none;
  none.previous = "";
  EXPECT_FALSE(unknown == none);
}

}  // namespace
}  // namespace dragoman
