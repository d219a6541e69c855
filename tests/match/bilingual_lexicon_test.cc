#include "server/match/bilingual_lexicon.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(BilingualLexicon, LearnsWhatGoesTogether) {
  FeatureTable table;
  const uint32_t ship = table.IdOf(" en ship");
  const uint32_t port = table.IdOf(" en port");
  const uint32_t once = table.IdOf(" en once");
  const uint32_t number = table.IdOf("#7");
  const uint32_t korabl = table.IdOf(" ru корабл");
  const uint32_t raz = table.IdOf(" ru раз");
  const std::vector<std::vector<uint32_t>> first = {
      {ship, once}, {ship}, {port}, {ship, number}, {number}};
  const std::vector<std::vector<uint32_t>> second = {
      {number, korabl, raz}, {korabl}, {}, {korabl, number}, {}};
  std::vector<FeaturePair> pairs;
  for (size_t i = 0; i < first.size(); ++i) pairs.push_back({first[i], second[i]});
  pairs.resize(15);  // The others have no features.
  BilingualLexicon lexicon;
  EXPECT_TRUE(lexicon.PartnersOf(ship).empty());
  EXPECT_TRUE(lexicon.Learn(pairs, table).ok());
  ASSERT_EQ(lexicon.PartnersOf(ship).size(), 1U);
  EXPECT_EQ(lexicon.PartnersOf(ship)[0].second, korabl);
  EXPECT_FLOAT_EQ(lexicon.PartnersOf(ship)[0].score, 2 * (3 - 1 - 3 * 3 / 15.F) / (3 + 3));
  EXPECT_TRUE(lexicon.PartnersOf(once).empty());
  EXPECT_TRUE(lexicon.PartnersOf(number).empty());
  EXPECT_TRUE(lexicon.PartnersOf(100).empty());
}

}  // namespace
}  // namespace dragoman
