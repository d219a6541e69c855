#include "server/match/word_distance.h"

#include <absl/container/inlined_vector.h>

#include <algorithm>
#include <limits>

namespace dragoman {
namespace {

using Words = std::span<const WordIds>;

// On the stack for most texts.
using CostRow = absl::InlinedVector<RankedCost, 32>;

constexpr RankedCost kTooMuch = std::numeric_limits<RankedCost>::max() / 2;

// Takes off what both texts begin and end with. A pair that costs nothing at either end is part of
// some cheapest way: whatever it would be paired with instead costs at least as much.
void DropEqualEnds(Words& a, Words& b) {
  while (!a.empty() && !b.empty() && PairCost(a.front(), b.front()) == 0) {
    a = a.subspan(1);
    b = b.subspan(1);
  }
  while (!a.empty() && !b.empty() && PairCost(a.back(), b.back()) == 0) {
    a = a.first(a.size() - 1);
    b = b.first(b.size() - 1);
  }
}

// Replaces the costs for i words of `a` (in `row`) by those for i + 1, at the places first..last of
// `b` only; the places just outside count as unreachable. Returns the least of them.
RankedCost NextRow(const WordIds& word, Words b, size_t first, size_t last, CostRow& row) {
  RankedCost diagonal = first > 0 ? row[first - 1] : kTooMuch;
  RankedCost left = kTooMuch;
  RankedCost least = kTooMuch;
  if (first > 0) row[first - 1] = kTooMuch;
  for (size_t j = first; j <= last; ++j) {
    RankedCost cost = std::min(row[j], left) + kRankedWord;
    if (j > 0) cost = std::min(cost, diagonal + RankedPair(word, b[j - 1]));
    diagonal = row[j];
    left = row[j] = cost;
    least = std::min(least, cost);
  }
  return least;
}

// The costs of turning nothing into each beginning of `b`, as far as place `last`.
CostRow FirstRow(size_t size, size_t last) {
  CostRow row(size + 1, kTooMuch);
  for (size_t j = 0; j <= last; ++j) row[j] = j * kRankedWord;
  return row;
}

}  // namespace

EditSteps StepsOf(RankedCost cost) {
  EditSteps steps;
  steps.words = static_cast<int64_t>(cost & 0xFFFFFFFF);
  steps.endings = (static_cast<int64_t>(cost >> 32) - kWordCost * steps.words) / kEndingCost;
  return steps;
}

std::optional<EditSteps> WordDistance(Words a, Words b, int64_t max_cost) {
  DropEqualEnds(a, b);
  // Each place off the diagonal takes an insert or a delete: a way within the cost stays in a band.
  const size_t band = static_cast<size_t>(std::max<int64_t>(max_cost, 0) / kWordCost);
  const size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > band) return std::nullopt;
  const RankedCost limit = (static_cast<RankedCost>(max_cost) << 32) | 0xFFFFFFFF;

  CostRow row = FirstRow(b.size(), std::min(band, b.size()));
  for (size_t i = 1; i <= a.size(); ++i) {
    const size_t first = i > band ? i - band : 0;
    const size_t last = std::min(i + band, b.size());
    if (NextRow(a[i - 1], b, first, last, row) > limit) return std::nullopt;
  }
  if (row.back() > limit) return std::nullopt;
  return StepsOf(row.back());
}

std::vector<RankedCost> PrefixCosts(Words a, Words b) {
  CostRow row = FirstRow(b.size(), b.size());
  for (const WordIds& word : a) NextRow(word, b, 0, b.size(), row);
  return {row.begin(), row.end()};
}

std::vector<RankedCost> SuffixCosts(Words a, Words b) {
  const std::vector<WordIds> back_a(a.rbegin(), a.rend());
  const std::vector<WordIds> back_b(b.rbegin(), b.rend());
  std::vector<RankedCost> row = PrefixCosts(back_a, back_b);
  std::reverse(row.begin(), row.end());
  return row;
}

}  // namespace dragoman
