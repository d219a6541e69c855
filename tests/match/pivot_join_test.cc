#include "server/match/pivot_join.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/random.h"

namespace dragoman {
namespace {

// Returns random beads of a pivot of `size` segments.
std::vector<Bead> RandomBeads(TestRandom& random, uint32_t size) {
  std::vector<Bead> beads;
  uint32_t i = 0;
  uint32_t j = 0;
  while (i < size || random.Below(3) == 0) {
    const BeadShape& shape = kBeadShapes[random.Below(kBeadShapes.size())];
    if (i + shape.first > size) continue;
    const int confidence = static_cast<int>(1 + random.Below(100));
    beads.push_back({{i, shape.first}, {j, shape.second}, confidence});
    if (!beads.back().has_both()) beads.back().confidence = 0;
    i += shape.first;
    j += shape.second;
  }
  return beads;
}

uint32_t SizeOf(const std::vector<Bead>& beads) {
  return beads.empty() ? 0 : beads.back().second.end();
}

// Returns the number of the joined bead that has a segment of a document.
size_t PlaceOf(const std::vector<JoinedBead>& joined, size_t document, uint32_t segment) {
  const auto found = std::find_if(joined.begin(), joined.end(), [&](const JoinedBead& bead) {
    const SegmentRun& run = bead.runs[document];
    return segment >= run.begin && segment < run.end();
  });
  return static_cast<size_t>(found - joined.begin());
}

TEST(PivotJoin, OneAlignmentStaysAsItIs) {
  TestRandom random;
  const std::vector<Bead> beads = RandomBeads(random, 30);
  const std::vector<JoinedBead> joined = JoinOverPivot({&beads, 1});
  ASSERT_EQ(joined.size(), beads.size());
  for (size_t i = 0; i < beads.size(); ++i) {
    EXPECT_EQ(joined[i].confidence, beads[i].confidence);
    EXPECT_EQ(joined[i].runs[0], beads[i].first);
    EXPECT_EQ(joined[i].runs[1].count, beads[i].second.count);
  }
}

TEST(PivotJoin, KeepsEverySegmentOnceAndEveryBeadTogether) {
  TestRandom random;
  for (int round = 0; round < 200; ++round) {
    const auto size = static_cast<uint32_t>(random.Below(12));
    const std::vector<std::vector<Bead>> alignments = {RandomBeads(random, size),
                                                       RandomBeads(random, size)};
    const std::vector<JoinedBead> joined = JoinOverPivot(alignments);
    const uint32_t sizes[] = {size, SizeOf(alignments[0]), SizeOf(alignments[1])};
    for (size_t document = 0; document < 3; ++document) {
      uint32_t next = 0;
      for (const JoinedBead& bead : joined) {
        if (bead.runs[document].count == 0) continue;
        EXPECT_EQ(bead.runs[document].begin, next);
        next = bead.runs[document].end();
      }
      EXPECT_EQ(next, sizes[document]);
    }
    for (size_t k = 0; k < 2; ++k) {
      for (const Bead& bead : alignments[k]) {
        if (!bead.has_both()) continue;
        const size_t place = PlaceOf(joined, 0, bead.first.begin);
        EXPECT_EQ(PlaceOf(joined, 0, bead.first.end() - 1), place);
        EXPECT_EQ(PlaceOf(joined, k + 1, bead.second.begin), place);
        EXPECT_LE(joined[place].confidence, bead.confidence);
      }
    }
  }
}

}  // namespace
}  // namespace dragoman
