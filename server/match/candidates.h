// The candidates of a query in one part: every entry that may reach a score, and few others.
//
// A match of score T or more shares need = ceil(T * n / 100) of the query's n stem occurrences
// (bound 2 of the score). The posting lists of the n occurrences are sorted by length and the
// need - l longest left out: a match stands in at least l of those that are read, for any l from 1
// to need, so counting to l finds every match. With need = 7 of n = 10 and l = 2, the 5 longest
// lists are never read and 5 are.
//
// Source: Li, Lu, Lu 2008, "Efficient merging and filtering algorithms for approximate string
// searches"; Wang, Li, Feng 2012, "Can we beat the prefix filtering?" (the choice of l).
#pragma once

#include <vector>

#include "server/match/index_part.h"

namespace dragoman {

// Returns the least overlap of stems with a match, for texts of at most `words` words: bound 2.
inline size_t LeastOverlap(int min_score, size_t words) {
  return (static_cast<size_t>(min_score) * words + 99) / 100;
}

// Returns the entries of the part that may score at least min_score with a query of these stems:
// all that do, and others. In no particular order, none twice.
//
// Requires: stems not empty, in 1..100 min_score. Numbers of the part's table, or kUnknownId.
std::vector<uint32_t> Candidates(const IndexPart& part, const std::vector<uint32_t>& stems,
                                 int min_score);

}  // namespace dragoman
