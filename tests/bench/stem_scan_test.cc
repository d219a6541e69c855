// The scan that lookups are compared with, itself compared with the table of the edit distance.
#include "tests/bench/stem_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/random.h"

namespace dragoman {
namespace {

// Returns an analysis of `count` words of few stems.
Analysis RandomWords(TestRandom& random, size_t count, size_t stems) {
  Analysis analysis;
  for (size_t i = 0; i < count; ++i) {
    Word word;
    word.stem = fmt::format("s{}", random.Below(stems));
    analysis.words.push_back(std::move(word));
  }
  return analysis;
}

uint32_t TableDistance(const Analysis& a, const Analysis& b) {
  std::vector<uint32_t> row(b.words.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (const Word& word : a.words) {
    uint32_t diagonal = row[0]++;
    for (size_t j = 0; j < b.words.size(); ++j) {
      const uint32_t replace = diagonal + (word.stem != b.words[j].stem);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replace, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

TEST(StemScan, EqualsTheTable) {
  TestRandom random;
  std::vector<Analysis> stored;
  StemArrays arrays;
  for (int i = 0; i < 300; ++i) {
    stored.push_back(RandomWords(random, random.Below(i % 10 == 0 ? 200 : 20), 12));
    arrays.Add(stored.back());
  }
  StemScan scan(arrays);
  for (const size_t words : {0, 1, 2, 5, 17, 63, 64, 65, 128, 129, 200, 3, 64, 190, 1}) {
    const Analysis query = RandomWords(random, words, 15);  // Some stems are in no segment.
    const std::vector<uint32_t>& distances = scan.Distances(query);
    ASSERT_EQ(distances.size(), stored.size());
    for (size_t i = 0; i < stored.size(); ++i) {
      ASSERT_EQ(distances[i], TableDistance(query, stored[i])) << words << " words, segment " << i;
    }
  }
}

TEST(StemArrays, KnowTheirLengths) {
  TestRandom random;
  StemArrays arrays;
  for (size_t length : {3, 0, 7}) arrays.Add(RandomWords(random, length, 4));
  EXPECT_EQ(arrays.size(), 3U);
  EXPECT_EQ(arrays.words(), 10U);
  EXPECT_EQ(arrays.Length(0), 3U);
  EXPECT_EQ(arrays.Length(1), 0U);
  EXPECT_EQ(arrays.Length(2), 7U);
}

}  // namespace
}  // namespace dragoman
