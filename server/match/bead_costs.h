// What it costs to take a few segments of a document for the translation of a few segments of
// another: a bead. Costs are integers, thousandths of a nat, so that two machines choose alike:
//
//   cost = shape + length - affinity
//   shape     what beads of this shape are rarer than 1-1
//   length    d^2 / 2, at most kMostLengthCost, where d is how many standard deviations the length
//             of the second side is off from ratio * the first's (Gale and Church 1993)
//   affinity  of two segments, the weight of the features of one that have a partner in the other,
//             less kChancePercent of what they could share: the lesser of both segments' weights of
//             the features that have a partner anywhere in the other document. Of a bead, the sum
//             over its pairs of segments; of 2-2, over the better of the two ways to pair them
//
// A feature weighs ln(segments / segments that have it), at most kMostWeight, of at least
// kLeastSegments segments; a pair the lesser weight of the two, times the score of the pair in the
// lexicon. A bead with an empty side costs its shape alone. What is taken off keeps segments apart
// that share some words by chance; without it, two beads were joined to one wherever neighbours
// have a word in common. Likewise 2-2: with all four pairs nearly every such bead joined neighbours
// that talk of the same thing, at a loss of 0.01 to 0.02 of precision; it is for sentences in
// another order, and for a boundary in another place, which lengths tell.
//
//   fits:     "On 3 May, Khorev spoke." / "Хорев выступил 3 мая." share #3 and ~HR..., 22 / 20 long
//   does not: "He left." / "Конференция состоялась 3 мая в Москве.", which costs more than leaving
//             both without a partner
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "server/match/bilingual_lexicon.h"
#include "server/match/length_model.h"
#include "server/match/segment_features.h"

namespace dragoman {

inline constexpr double kCostsPerNat = 1000;

// How many segments of each side a bead has.
struct BeadShape {
  uint32_t first = 0;
  uint32_t second = 0;
  int32_t cost = 0;
};

inline constexpr std::array<BeadShape, 8> kBeadShapes = {{{1, 1, 0},
                                                          {1, 0, 3500},
                                                          {0, 1, 3500},
                                                          {1, 2, 3000},
                                                          {2, 1, 3000},
                                                          {2, 2, 9000},
                                                          {1, 3, 4500},
                                                          {3, 1, 4500}}};
// Of segments on either side of a bead.
inline constexpr uint32_t kMostBeadSegments = 3;

// Returns the affinity of a bead; `of(a, b)` is that of its a-th and b-th segments.
template <typename Of>
int32_t BeadAffinity(const BeadShape& shape, const Of& of) {
  if (shape.first == 2 && shape.second == 2) {
    return std::max(of(0, 0) + of(1, 1), of(0, 1) + of(1, 0));
  }
  int32_t sum = 0;
  for (uint32_t a = 0; a < shape.first; ++a) {
    for (uint32_t b = 0; b < shape.second; ++b) sum += of(a, b);
  }
  return sum;
}

// The costs of all beads of two documents. Immutable.
//
// Lifetime: the arguments are borrowed.
class BeadCosts {
 public:
  BeadCosts(std::span<const SegmentFeatures> first, std::span<const SegmentFeatures> second,
            const BilingualLexicon& lexicon, const FeatureTable& table, const LengthModel& length);

  size_t first_size() const { return first_.size(); }
  size_t second_size() const { return second_.size(); }

  // Returns how many segments of the second document are as long, by the documents' whole lengths,
  // as the first `i` of the first.
  uint32_t PlaceBeside(uint32_t i) const;

  // Puts the affinities of segment `i` of the first document with [begin, end) of the second into
  // `row`, whose element 0 is that of `begin`.
  //
  // Cost: O(features of i * places of their partners).
  void Affinities(uint32_t i, uint32_t begin, uint32_t end, std::span<int32_t> row) const;

  // Returns the cost of the bead of this shape that ends before segments i and j.
  int32_t CostOf(const BeadShape& shape, uint32_t i, uint32_t j, int32_t affinity) const;

 private:
  // A feature of the second document that a feature of the first goes with, and their weight.
  struct Partner {
    uint32_t second = 0;
    int32_t weight = 0;
  };

  void FindPlaces(size_t features);
  void FindPartners(const BilingualLexicon& lexicon, const FeatureTable& table);
  void AddKnownWeights(size_t features);
  void AddLengths();

  const std::span<const SegmentFeatures> first_;
  const std::span<const SegmentFeatures> second_;
  const LengthModel length_;
  std::vector<std::vector<uint32_t>> places_;   // Of features in the second document, ascending.
  std::vector<uint32_t> counts_;                // Of features: segments of the first document.
  std::vector<std::vector<Partner>> partners_;  // By feature of the first, the heaviest first.
  // Of each segment, the weight of its features that have a partner.
  std::vector<int32_t> first_known_;
  std::vector<int32_t> second_known_;
  // Sums over the segments before each one.
  std::vector<uint64_t> first_length_;
  std::vector<uint64_t> second_length_;
};

}  // namespace dragoman
