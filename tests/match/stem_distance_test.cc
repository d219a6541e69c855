#include "server/match/stem_distance.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

using Slots = std::vector<uint32_t>;

size_t OracleDistance(const Slots& a, const Slots& b) {
  std::vector<Slots> table(a.size() + 1, Slots(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      uint32_t best = static_cast<uint32_t>(i + j);
      if (i > 0) best = std::min(best, table[i - 1][j] + 1);
      if (j > 0) best = std::min(best, table[i][j - 1] + 1);
      if (i > 0 && j > 0)
        best = std::min(best, table[i - 1][j - 1] + (a[i - 1] == 0 || a[i - 1] != b[j - 1]));
      table[i][j] = best;
    }
  }
  return table[a.size()][b.size()];
}

Slots RandomSlots(std::mt19937& random, size_t size, uint32_t most) {
  Slots slots(size);
  for (uint32_t& slot : slots) slot = std::uniform_int_distribution<uint32_t>(0, most)(random);
  return slots;
}

TEST(StemDistance, EqualsOracle) {
  std::mt19937 random(TestSeed());
  StemDistance distance;
  for (const size_t size : {1u, 2u, 7u, 63u, 64u, 65u, 127u, 128u, 129u, 200u}) {
    for (int i = 0; i < 200; ++i) {
      const uint32_t vocabulary = i % 2 == 0 ? 3 : 40;
      const Slots query = RandomSlots(random, size, vocabulary);
      const Slots stored =
          RandomSlots(random, std::uniform_int_distribution<size_t>(0, 2 * size)(random),
                      *std::max_element(query.begin(), query.end()));
      const size_t expected = OracleDistance(query, stored);
      distance.Reset(query);
      ASSERT_EQ(distance.Within(stored, 1000), expected) << size;
      ASSERT_EQ(distance.Within(stored, expected), expected) << size;
      if (expected > 0) {
        ASSERT_EQ(distance.Within(stored, expected - 1), std::nullopt) << size;
      }
    }
  }
}

TEST(StemDistance, ForgetsTheLastQuery) {
  StemDistance distance;
  distance.Reset(Slots{1, 2, 3});
  distance.Reset(Slots{0, 1});
  EXPECT_EQ(distance.Within(Slots{0, 0, 1}, 10), 2u);
  EXPECT_EQ(distance.Within(Slots{1}, 10), 1u);
}

}  // namespace
}  // namespace dragoman
