// The weighted word edit distance of the score: its steps cost 10 (insert, delete, replace by
// another stem), 3 (same stem, other fold) and 0 (same fold, or two numbers).
//
// Several cheapest ways may differ in how many steps of each price they take (ten changed endings
// cost as much as three words). The one with the fewest steps of price 10 counts, which makes the
// two numbers below unique and the same whichever text comes first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server/match/word_ids.h"

namespace dragoman {

inline constexpr int kWordCost = 10;
inline constexpr int kEndingCost = 3;

// The price of pairing two words: 0, 3 or 10.
inline int PairCost(const WordIds& a, const WordIds& b) {
  if (a.stem != b.stem) return kWordCost;
  return a.fold == b.fold || a.is_number() ? 0 : kEndingCost;
}

// The steps of a cheapest way, by price.
struct EditSteps {
  int64_t words = 0;    // Steps of price 10.
  int64_t endings = 0;  // Steps of price 3.

  int64_t cost() const { return kWordCost * words + kEndingCost * endings; }
  bool operator==(const EditSteps&) const = default;
};

// The cost of a way as one number whose order is "cheaper first, then fewer steps of price 10".
using RankedCost = uint64_t;
inline constexpr RankedCost kRankedWord = (RankedCost{kWordCost} << 32) + 1;
inline RankedCost RankedPair(const WordIds& a, const WordIds& b) {
  const int cost = PairCost(a, b);
  return (static_cast<RankedCost>(cost) << 32) + (cost == kWordCost ? 1 : 0);
}
EditSteps StepsOf(RankedCost cost);

// Returns the steps that turn `a` into `b`, or nullopt when they cost more than `max_cost`.
//
// Shape:    a[n], b[m] in reading order.
// Cost:     O(n * min(m, max_cost / 5)) time, O(m) memory; equal ends are free.
std::optional<EditSteps> WordDistance(std::span<const WordIds> a, std::span<const WordIds> b,
                                      int64_t max_cost);

// Returns the costs of turning all of `a` into each beginning of `b` (from_start) or into each end
// of `b`: element j belongs to b[0, j) or to b[j, m).
//
// Cost:     O(n * m) time, O(m) memory.
std::vector<RankedCost> PrefixCosts(std::span<const WordIds> a, std::span<const WordIds> b);
std::vector<RankedCost> SuffixCosts(std::span<const WordIds> a, std::span<const WordIds> b);

}  // namespace dragoman
