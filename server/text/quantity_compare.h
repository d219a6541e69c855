// Do a text and its translation say the same numbers? What one has and the other has not, as
// multisets, in spite of other words, scales and orders.
//
// Equal are: numbers, ordinals and codes of one value; dates of one day, month and year (a year
// alone is no date); decades, of two digits by these ("the 90s", "1990-е"); times. Further, of what
// is left over: times that are half a day apart (the half is often a word: "شام 3 بجے"), a full
// hour and its number; a decade of two digits and its number ("in his 50s"); a date and its day (of
// "from 10 to 12 January" one language may give the month once, the other twice); a date and its
// day and year apart ("in 2020 ... on 25 January"); an end of "5–10 million" and the same without
// its scale ("between 5 and 10 million").
//
// Never missed are spelled numbers and codes, which only serve to match, and small numbers that the
// other side may have spelled in a way that no list knows ("двухдневный", "دونوں"): ordinals up to
// twelve, and whole numbers up to twelve without a scale, unless both sides are left with such
// numbers, in digits, and neither with one in words: then 5 is not 6.
#pragma once

#include <vector>

#include "server/text/quantities.h"

namespace dragoman {

struct QuantityComparison {
  std::vector<Quantity> only_first;   // In reading order.
  std::vector<Quantity> only_second;  // Likewise.

  bool agree() const { return only_first.empty() && only_second.empty(); }
};

// Returns whether two quantities say the same.
bool SameQuantity(const Quantity& a, const Quantity& b);

// Cost: O(n * m).
QuantityComparison CompareQuantities(const std::vector<Quantity>& first,
                                     const std::vector<Quantity>& second);

}  // namespace dragoman
