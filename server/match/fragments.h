// Fragments: entries that share a run of words with a query, though they may be no match: compared
// by stem, in reading order, without a gap.
//
// The longest common run counts if it has five words or more, or is all of a query or entry of two
// to four words; that is, at least max(2, min(5, words of the query, words of the entry)).
//   query "the text of the peace treaty", entry "Peace treaty"                    2 words: whole
//   query "peace treaty", entry "They signed a peace treaty in May."              2 words: whole
//   query "the text of the peace treaty", entry "He read the text of the letter"  no: 4 words of 6
#pragma once

#include <vector>

#include "server/match/index.h"

namespace dragoman {

struct Fragment {
  UnitId unit = 0;
  size_t words = 0;         // Of the longest common run; of several the first in the query, then
                            // in the entry.
  size_t query_begin = 0;   // Its first word in the query,
  size_t stored_begin = 0;  // and in the entry.
  // Tell fragments of equal length apart, in this order; as in Hit.
  int penalty = 0;
  bool same_document = false;
  bool same_domain = false;
  bool reviewed = false;
  uint64_t changed_seconds = 0;

  bool operator==(const Fragment&) const = default;
};

// Returns whether fragment `a` comes before `b`: the longer run first, then the smaller penalty,
// then as BetterHit. Total, since a unit is there once.
bool BetterFragment(const Fragment& a, const Fragment& b);

// Returns the first `limit` fragments in the order of BetterFragment. Entries that score min_score
// or more are matches, and no fragments. A cancelled search returns what it has.
//
// Cost: for each window of five words of the query (and of two to four, among entries as short) its
//       posting lists are intersected, from the shortest one.
std::vector<Fragment> FindFragments(const IndexSnapshot& snapshot, const TextKeys& query,
                                    const SearchOptions& options);

}  // namespace dragoman
