#include "server/match/segment_alignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "tests/cancelled_anywhere.h"
#include "tests/cpu_time.h"
#include "tests/random.h"

namespace dragoman {
namespace {

using Document = std::vector<SegmentFeatures>;

// Features 0 to 29 are stems, 30 to 59 are shared.
constexpr uint32_t kStems = 30;
constexpr uint32_t kFeatures = 60;

FeatureTable MakeTable() {
  FeatureTable table;
  for (uint32_t id = 0; id < kFeatures; ++id) {
    table.IdOf((id < kStems ? " w" : "#") + std::to_string(id));
  }
  return table;
}

SegmentFeatures RandomSegment(TestRandom& random) {
  SegmentFeatures segment;
  segment.length_cp = static_cast<uint32_t>(1 + random.Below(80));
  for (uint32_t id = 0; id < kFeatures; ++id) {
    if (random.Below(6) == 0) segment.features.push_back(id);
  }
  return segment;
}

Document RandomDocument(TestRandom& random, size_t most) {
  Document document(random.Below(most + 1));
  std::generate(document.begin(), document.end(), [&] { return RandomSegment(random); });
  return document;
}

bool Has(const SegmentFeatures& segment, uint32_t feature) {
  return std::count(segment.features.begin(), segment.features.end(), feature) > 0;
}

// The slow twin of BeadCosts and CheapestBeads: every weight is counted where it is needed, and
// every place of the table has its cost.
class Twin {
 public:
  Twin(const Document& first, const Document& second, const BilingualLexicon& lexicon,
       const FeatureTable& table, const LengthModel& length)
      : first_(first), second_(second), lexicon_(lexicon), table_(table), length_(length) {}

  double Cost(const BeadShape& shape, size_t i, size_t j) const {
    if (shape.first == 0 || shape.second == 0) return shape.cost;
    double first_length = 0;
    double second_length = 0;
    for (size_t a = i - shape.first; a < i; ++a) first_length += first_[a].length_cp;
    for (size_t b = j - shape.second; b < j; ++b) second_length += second_[b].length_cp;
    const double d2 = std::pow(second_length - length_.ratio * first_length, 2) /
                      (length_.variance * (first_length + second_length / length_.ratio) / 2);
    return shape.cost + std::floor(std::min(8.0, d2 / 2) * 1000) -
           static_cast<double>(BeadAffinity(shape, i, j));
  }

  int64_t BeadAffinity(const BeadShape& shape, size_t i, size_t j) const {
    if (shape.first == 2 && shape.second == 2) {
      return std::max(Affinity(i - 2, j - 2) + Affinity(i - 1, j - 1),
                      Affinity(i - 2, j - 1) + Affinity(i - 1, j - 2));
    }
    int64_t affinity = 0;
    for (size_t a = i - shape.first; a < i; ++a) {
      for (size_t b = j - shape.second; b < j; ++b) affinity += Affinity(a, b);
    }
    return affinity;
  }

  // Returns the cost of the cheapest alignment.
  double Best() const {
    std::map<std::pair<size_t, size_t>, double> best;
    for (size_t i = 0; i <= first_.size(); ++i) {
      for (size_t j = 0; j <= second_.size(); ++j) {
        double& here = best[{i, j}];
        here = i + j == 0 ? 0 : std::numeric_limits<double>::infinity();
        for (const BeadShape& shape : kBeadShapes) {
          if (shape.first > i || shape.second > j) continue;
          here = std::min(here, best[{i - shape.first, j - shape.second}] + Cost(shape, i, j));
        }
      }
    }
    return best[{first_.size(), second_.size()}];
  }

  double CostOf(const std::vector<Bead>& beads) const {
    double cost = 0;
    for (const Bead& bead : beads) {
      for (const BeadShape& shape : kBeadShapes) {
        if (shape.first != bead.first.count || shape.second != bead.second.count) continue;
        cost += Cost(shape, bead.first.end(), bead.second.end());
      }
    }
    return cost;
  }

  int32_t Affinity(size_t a, size_t b) const {
    int32_t shared = 0;
    int32_t first_known = 0;
    int32_t second_known = 0;
    for (const uint32_t f : first_[a].features) {
      int32_t here = 0;
      int32_t anywhere = 0;
      for (uint32_t g = 0; g < kFeatures; ++g) {
        anywhere = std::max(anywhere, Weight(f, g));
        if (Has(second_[b], g)) here = std::max(here, Weight(f, g));
      }
      shared += here;
      first_known += anywhere;
    }
    for (const uint32_t g : second_[b].features) {
      int32_t anywhere = 0;
      for (uint32_t f = 0; f < kFeatures; ++f) anywhere = std::max(anywhere, Weight(f, g));
      second_known += anywhere;
    }
    return shared - std::min(first_known, second_known) / 2;
  }

 private:
  static double OwnWeight(const Document& document, uint32_t feature) {
    const auto count = std::count_if(document.begin(), document.end(),
                                     [&](const auto& one) { return Has(one, feature); });
    if (count == 0) return 0;
    const double weight =
        std::log(std::max(8.0, static_cast<double>(document.size())) / static_cast<double>(count));
    return weight < 1 ? 0 : std::min(weight, 6.0);
  }

  int32_t Weight(uint32_t f, uint32_t g) const {
    double score = f == g && table_.IsShared(f) ? 1 : 0;
    for (const LexiconEntry& entry : lexicon_.PartnersOf(f)) {
      if (entry.second == g) score = std::max(score, double{entry.score});
    }
    return static_cast<int32_t>(std::min(OwnWeight(first_, f), OwnWeight(second_, g)) * score *
                                1000);
  }

  const Document& first_;
  const Document& second_;
  const BilingualLexicon& lexicon_;
  const FeatureTable& table_;
  const LengthModel length_;
};

BilingualLexicon RandomLexicon(TestRandom& random, const FeatureTable& table) {
  const Document first(20, RandomSegment(random));
  Document second = RandomDocument(random, 20);
  std::vector<FeaturePair> pairs;
  for (const SegmentFeatures& segment : second)
    pairs.push_back({segment.features, segment.features});
  BilingualLexicon lexicon;
  EXPECT_TRUE(lexicon.Learn(pairs, table).ok());
  return lexicon;
}

// Checks that each segment is in one bead, in order.
void CheckCover(const std::vector<Bead>& beads, size_t first, size_t second) {
  uint32_t i = 0;
  uint32_t j = 0;
  for (const Bead& bead : beads) {
    ASSERT_EQ(bead.first.begin, i);
    ASSERT_EQ(bead.second.begin, j);
    ASSERT_GT(bead.first.count + bead.second.count, 0U);
    ASSERT_GE(bead.confidence, 0);
    ASSERT_LE(bead.confidence, 100);
    ASSERT_TRUE(bead.has_both() || bead.confidence == 0);
    i = bead.first.end();
    j = bead.second.end();
  }
  EXPECT_EQ(i, first);
  EXPECT_EQ(j, second);
}

TEST(SegmentAlignment, IsTheCheapestOfAll) {
  TestRandom random;
  const FeatureTable table = MakeTable();
  for (int round = 0; round < 40; ++round) {
    const BilingualLexicon lexicon = RandomLexicon(random, table);
    const Document first = RandomDocument(random, 12);
    const Document second = RandomDocument(random, 12);
    const LengthModel length{0.5 + static_cast<double>(random.Below(100)) / 100, 5};
    const std::vector<Bead> beads = CheapestBeads({first, second, lexicon, table, length}).value();
    CheckCover(beads, first.size(), second.size());
    const Twin twin(first, second, lexicon, table, length);
    EXPECT_EQ(twin.CostOf(beads), twin.Best());
  }
}

// Returns the sums of exp(-cost) over all alignments of what is behind (i, j), by every bead at
// hand: of all, and of those that have `wanted`.
std::pair<double, double> Sums(const Twin& twin, size_t i, size_t j, const Bead& wanted) {
  if (i + j == 0) return {1, 0};
  std::pair<double, double> sums{0, 0};
  for (const BeadShape& shape : kBeadShapes) {
    if (shape.first > i || shape.second > j) continue;
    const auto [all, with] = Sums(twin, i - shape.first, j - shape.second, wanted);
    const double factor = std::exp(-twin.Cost(shape, i, j) / 1000);
    const bool is_it = wanted.first.count == shape.first && wanted.second.count == shape.second &&
                       wanted.first.end() == i && wanted.second.end() == j;
    sums.first += factor * all;
    sums.second += factor * (is_it ? all : with);
  }
  return sums;
}

TEST(SegmentAlignment, ConfidenceIsTheShareOfAllAlignments) {
  TestRandom random;
  const FeatureTable table = MakeTable();
  for (int round = 0; round < 30; ++round) {
    const BilingualLexicon lexicon = RandomLexicon(random, table);
    const Document first = RandomDocument(random, 4);
    const Document second = RandomDocument(random, 4);
    const BeadCosts costs(first, second, lexicon, table, {});
    std::vector<Bead> beads = CheapestBeads(costs).value();
    ASSERT_TRUE(SetConfidence(costs, beads).ok());
    const Twin twin(first, second, lexicon, table, {});
    for (const Bead& bead : beads) {
      if (!bead.has_both()) continue;
      const auto [all, with] = Sums(twin, first.size(), second.size(), bead);
      const int64_t affinity = twin.BeadAffinity({bead.first.count, bead.second.count},
                                                 bead.first.end(), bead.second.end());
      const double most = affinity > 0 ? 100 : 50;
      EXPECT_NEAR(bead.confidence, std::min(most, 100 * with / all), 0.5 + 1e-6);
    }
  }
}

// Returns two documents that say the same, of `size` segments with 8 shared features of `words`
// each; of the second the segments [begin, end) are missing.
std::pair<Document, Document> ParallelDocuments(size_t size, size_t words, size_t begin, size_t end,
                                                FeatureTable& table) {
  TestRandom random;
  Document first(size);
  for (SegmentFeatures& segment : first) {
    segment.length_cp = static_cast<uint32_t>(20 + random.Below(150));
    for (int word = 0; word < 8; ++word) {
      segment.features.push_back(table.IdOf("#" + std::to_string(random.Below(words))));
    }
    std::sort(segment.features.begin(), segment.features.end());
    segment.features.erase(std::unique(segment.features.begin(), segment.features.end()),
                           segment.features.end());
  }
  Document second = first;
  second.erase(second.begin() + static_cast<int64_t>(begin),
               second.begin() + static_cast<int64_t>(end));
  return {std::move(first), std::move(second)};
}

std::vector<Bead> Aligned(const Document& first, const Document& second,
                          const FeatureTable& table) {
  BilingualLexicon lexicon;
  return AlignSegments(first, second, table, std::nullopt, lexicon).value();
}

size_t RightBeads(const std::vector<Bead>& beads, size_t begin, size_t end) {
  return static_cast<size_t>(std::count_if(beads.begin(), beads.end(), [&](const Bead& bead) {
    const size_t place = bead.first.begin;
    return bead.first.count == 1 && bead.second.count == 1 &&
           (place < begin ? bead.second.begin == place
                          : place >= end && bead.second.begin == place - (end - begin));
  }));
}

TEST(SegmentAlignment, FindsWhatIsFarOffTheDiagonal) {
  FeatureTable table;
  const auto [first, second] = ParallelDocuments(1500, 4000, 100, 900, table);
  const std::vector<Bead> beads = Aligned(first, second, table);
  CheckCover(beads, 1500, 700);
  EXPECT_GE(RightBeads(beads, 100, 900), 699U);
}

TEST(SegmentAlignment, TenThousandSegmentsTakeSeconds) {
  FeatureTable table;
  const auto [first, second] = ParallelDocuments(10000, 5000, 5000, 5100, table);
  const double begin = CpuSeconds();
  const std::vector<Bead> beads = Aligned(first, second, table);
  EXPECT_LT(CpuSeconds() - begin, 60);
  CheckCover(beads, 10000, 9900);
  EXPECT_GE(RightBeads(beads, 5000, 5100), 9890U);
}

// Each step of the work asks: whenever the caller goes, the answer is Cancelled.
TEST(SegmentAlignment, EndsWheneverItsCallerGoes) {
  FeatureTable table;
  const auto [first, second] = ParallelDocuments(200, 300, 50, 60, table);
  const auto align = [&, &a = first, &b = second](const Cancelled& cancelled) {
    BilingualLexicon lexicon;
    return AlignSegments(a, b, table, std::nullopt, lexicon, cancelled).status();
  };
  // Three rounds, each row three times.
  ExpectEndsWheneverItsCallerGoes(align, 9 * first.size() + 1, 37);
}

TEST(SegmentAlignment, TakesDocumentsWithoutSegments) {
  const FeatureTable table = MakeTable();
  EXPECT_TRUE(Aligned({}, {}, table).empty());
  const Document one(3, SegmentFeatures{10, {1, 31}});
  CheckCover(Aligned(one, {}, table), 3, 0);
  CheckCover(Aligned({}, one, table), 0, 3);
}

TEST(SegmentAlignment, IsNotSureByLengthAlone) {
  const FeatureTable table = MakeTable();
  Document first;
  for (const uint32_t length : {10U, 200U, 30U, 90U, 400U}) first.push_back({length, {}});
  for (const Bead& bead : Aligned(first, first, table)) {
    EXPECT_TRUE(bead.has_both());
    EXPECT_EQ(bead.confidence, 50);
  }
}

}  // namespace
}  // namespace dragoman
