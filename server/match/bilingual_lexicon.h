// Which features of two languages go together, and how well: those that both sides share as they
// are, and those learnt from pairs of segments that translate each other.
//
// Learning counts in how many pairs two features meet. Of c pairs, a with the first and b with the
// second feature among n, their score is the Dice coefficient 2c / (a + b), with one meeting and
// those that chance brings (ab / n) taken off: 2 (c - 1 - ab/n) / (a + b). So what met once says
// nothing, and "the" goes with nothing in particular.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "server/base/cancelled.h"
#include "server/match/segment_features.h"

namespace dragoman {

// The features of a pair of segments; borrowed.
struct FeaturePair {
  std::span<const uint32_t> first;
  std::span<const uint32_t> second;
};

// One possible partner of a feature.
struct LexiconEntry {
  uint32_t second = 0;
  float score = 0;  // (0, 1].

  bool operator==(const LexiconEntry&) const = default;
};

// Thread-compatible.
class BilingualLexicon {
 public:
  // Returns the best partners of a feature of the first language, best first.
  std::span<const LexiconEntry> PartnersOf(uint32_t first) const;

  // Learns pairs of features that are not shared; what is known already stays.
  //
  // Requires: ids of `table`.
  // Cost:     O(pairs * words^2); features that a quarter of the pairs have, and those that only
  //           one has, are left out.
  // Errors:   Cancelled; the lexicon is then of no use.
  Status Learn(const std::vector<FeaturePair>& pairs, const FeatureTable& table,
               const Cancelled& cancelled = {});

 private:
  std::vector<std::vector<LexiconEntry>> partners_;  // By feature of the first language.
};

}  // namespace dragoman
