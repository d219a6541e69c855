#include "server/match/stem_distance.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/match/word_ids.h"
#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

using Stems = std::vector<uint32_t>;

size_t OracleDistance(const Stems& a, const Stems& b) {
  std::vector<Stems> table(a.size() + 1, Stems(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      uint32_t best = static_cast<uint32_t>(i + j);
      if (i > 0) best = std::min(best, table[i - 1][j] + 1);
      if (j > 0) best = std::min(best, table[i][j - 1] + 1);
      if (i > 0 && j > 0) best = std::min(best, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
      table[i][j] = best;
    }
  }
  return table[a.size()][b.size()];
}

Stems RandomStems(std::mt19937& random, size_t size, uint32_t vocabulary) {
  Stems stems(size);
  for (uint32_t& stem : stems) {
    stem = std::uniform_int_distribution<uint32_t>(0, vocabulary - 1)(random);
  }
  return stems;
}

TEST(StemDistance, EqualsOracle) {
  std::mt19937 random(TestSeed());
  StemDistance distance;
  for (const size_t size : {1u, 2u, 7u, 63u, 64u, 65u, 127u, 128u, 129u, 200u}) {
    for (int i = 0; i < 200; ++i) {
      const uint32_t vocabulary = i % 2 == 0 ? 3 : 40;
      Stems query = RandomStems(random, size, vocabulary);
      const Stems stored = RandomStems(
          random, std::uniform_int_distribution<size_t>(0, 2 * size)(random), vocabulary);
      if (i % 5 == 0) query[random() % size] = kUnknownId;
      const size_t expected = OracleDistance(query, stored);
      distance.Reset(query, vocabulary);
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
  distance.Reset(Stems{0, 1, 2}, 5);
  distance.Reset(Stems{3}, 5);
  EXPECT_EQ(distance.Within(Stems{0, 1, 2}, 10), 3u);
  EXPECT_EQ(distance.Within(Stems{3}, 10), 0u);
}

}  // namespace
}  // namespace dragoman
