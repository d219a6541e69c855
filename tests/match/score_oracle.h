// The slow, obvious twin of the score, written from the normative text alone: whole tables over
// strings and multisets of strings. It shares no code with server/match.
#pragma once

#include <cstdint>

#include "server/match/score.h"

namespace dragoman {

// Returns score, base and penalties of two texts.
Score OracleScore(const Analysis& a, const Analysis& b);

// The quantities of the bounds that a search may use.
struct OracleBounds {
  int64_t overlap = 0;        // O: the size of the multiset intersection of the stems.
  int64_t stem_distance = 0;  // E: the unit-cost Levenshtein distance of the stems.
};
OracleBounds OracleBoundsOf(const Analysis& a, const Analysis& b);

}  // namespace dragoman
