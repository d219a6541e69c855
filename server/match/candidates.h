// The candidates of a query in one part: every entry that may reach a score, and few others.
//
// A match of score T or more shares need = ceil(T * max(n, m) / 100) of the query's n stem
// occurrences, m being its own words (bound 2 of the score). The posting lists of the n occurrences
// are sorted by length and the need - l longest left out: a match stands in at least l of those
// that are read, for any l from 1 to need, so counting to l finds every match. With need = 7 of
// n = 10 and l = 2, the 5 longest lists are never read and 5 are. Longer stored texts have to share
// more, so their window is searched in strips of one need each, where fewer lists are read.
//
// Source: Li, Lu, Lu 2008, "Efficient merging and filtering algorithms for approximate string
// searches"; Wang, Li, Feng 2012, "Can we beat the prefix filtering?" (the choice of l).
#pragma once

#include <vector>

#include "server/match/index_part.h"

namespace dragoman {

// Returns the least overlap of stems with a match, the longer of the two texts having so many
// words: bound 2.
inline size_t LeastOverlap(int min_score, size_t words) {
  return (static_cast<size_t>(min_score) * words + 99) / 100;
}

// The stored texts of min_words to max_words words, which must share `need` stems with the query.
struct LengthStrip {
  size_t min_words = 0;
  size_t max_words = 0;
  size_t need = 0;
};

// Returns the strips of a query of so many words: disjoint, together every length that bound 1
// allows, those of the likeliest lengths first.
//
// Requires: words > 0, min_score in 1..100.
std::vector<LengthStrip> LengthStrips(int min_score, size_t words);

// The posting lists of a query's stem occurrences in a part. Thread-compatible.
class CandidateLists {
 public:
  // Takes the stem of each query word in the part, or kUnknownId. Lifetime: the part outlives this.
  CandidateLists(const IndexPart& part, std::vector<uint32_t> stems);

  // Appends the entries of `range` that share at least `need` stems with the query, and others
  // that share fewer: ascending, none twice.
  //
  // Requires: need is 1 at least. `words`: a length in the range, for estimates of cost only.
  void Find(NumberRange range, size_t words, size_t need, std::vector<uint32_t>& candidates) const;

  // Returns the entries of `range` by the number of stems they share with the query, from 1 on at
  // that index; reads all lists.
  //
  // Requires: a query of less than 256 words.
  std::vector<std::vector<uint32_t>> ByOverlap(NumberRange range) const;

  // Returns how many of the query's stem occurrences stand anywhere in the part.
  size_t known() const { return lists_.size(); }

 private:
  const IndexPart& part_;
  std::vector<PostingList> lists_;  // Shortest first; those of unknown stems are left out.
  size_t unknown_ = 0;              // How many were.
};

}  // namespace dragoman
