#include "server/match/segment_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include "tests/match/cases.h"

namespace dragoman {
namespace {

// Returns how many features two texts share.
size_t Shared(std::string_view a, std::string_view from, std::string_view b, std::string_view to,
              const std::vector<std::string>& concepts = {}) {
  FeatureTable table;
  const SegmentFeatures first = FeaturesOf(a, LanguageOf(from), concepts, table);
  const SegmentFeatures second = FeaturesOf(b, LanguageOf(to), concepts, table);
  std::vector<uint32_t> both;
  std::set_intersection(first.features.begin(), first.features.end(), second.features.begin(),
                        second.features.end(), std::back_inserter(both));
  EXPECT_TRUE(
      std::all_of(both.begin(), both.end(), [&](uint32_t id) { return table.IsShared(id); }));
  return both.size();
}

TEST(SegmentFeatures, AreSharedOverLanguages) {
  EXPECT_EQ(Shared("1.5 million came", "en", "приехали 1,5 млн", "ru"), 1U);
  EXPECT_EQ(Shared("on 25 January 2020", "en", "25 января 2020 года", "ru"), 2U);
  EXPECT_EQ(Shared("on 25 January 2020", "en", "25 جنوری 2020", "ur"), 2U);
  EXPECT_EQ(Shared("Belokrenitsky spoke", "en", "بیلوکرینتسکی نے کہا", "ur"), 1U);
  EXPECT_EQ(Shared("SARS is here", "en", "вот SARS", "ru"), 1U);
  EXPECT_EQ(Shared("a word", "en", "слово", "ru"), 0U);
  EXPECT_EQ(Shared("a word", "en", "слово", "ru", {"glossaries/g/concepts/c"}), 1U);
}

TEST(SegmentFeatures, LengthIsThatOfCharactersWithoutWhiteSpace) {
  FeatureTable table;
  EXPECT_EQ(FeaturesOf("два слова", LanguageOf("ru"), {}, table).length_cp, 8U);
  EXPECT_EQ(FeaturesOf("", LanguageOf("ru"), {}, table).length_cp, 1U);
}

}  // namespace
}  // namespace dragoman
