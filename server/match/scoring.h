// The scoring function over numbered words: ScoreOf and the search index both end here, so that a
// score is the same wherever it is computed.
#pragma once

#include <optional>

#include "server/match/score.h"
#include "server/match/word_ids.h"

namespace dragoman {

// How the keys of two texts compare.
enum class KeyRelation : uint8_t {
  kExact,       // Equal exact keys, equal codes.
  kOtherCodes,  // Equal exact keys, other codes.
  kSameFold,    // Equal fold keys only. Matters for texts without words.
  kOther
};

// Returns the score of two texts whose numbers come from one table, or nullopt when it is below
// `min_score` (0: never). The rules stand at ScoreOf.
//
// Requires: words of equal fold have equal stems.
// Cost:     O(n * m) for n and m words; less the higher min_score is.
std::optional<Score> ScoreAtLeast(int min_score, const TextIds& query, const TextIds& stored,
                                  KeyRelation keys);

// Returns the most that the steps between texts of at most `words` words may cost for a base of at
// least `min_base`.
inline int64_t MaxCost(int min_base, size_t words) {
  return (100 - min_base) * 10 * static_cast<int64_t>(words) / 100;
}

}  // namespace dragoman
