// Makes up for an index that does not order equal hits as matches are ordered: of those that tie
// for the last place all are fetched. Not needed for an index that knows document, domain, review
// state and time of change of its entries.
#pragma once

#include <cstddef>
#include <tuple>

#include "server/match/index.h"

namespace dragoman {

// Returns how many hits to ask for first, so that those after the last match are seen as a rule.
inline size_t HitsToAsk(size_t limit) { return 2 * limit; }

// Returns whether every hit that ties with the last one to be returned stands before `seen`, a hit
// after it in the index's order.
inline bool AllTiesSeen(const Hit& last, const Hit& seen) {
  const auto rank = [](const Hit& hit) {
    return std::tuple(hit.score.score - hit.penalty, hit.in_context, hit.score.score == 100);
  };
  return rank(seen) < rank(last);
}

}  // namespace dragoman
