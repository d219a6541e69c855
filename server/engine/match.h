// A match as a lookup returns it, and the order of matches.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/engine/proposal.h"
#include "server/match/diff.h"
#include "server/match/score.h"
#include "server/model/unit.h"

namespace dragoman {

// In the order of matches that are equal otherwise.
enum class MatchKind : uint8_t { kInContextExact = 1, kExact = 2, kFuzzy = 3, kBridged = 4 };

// "memory", "machine", "aligned", "draft" or "bridge", and the points held back.
struct AppliedPenalty {
  std::string reason;
  int points = 0;

  bool operator==(const AppliedPenalty&) const = default;
};

// Why a score is what it is.
struct Explanation {
  Score score;
  Analysis query;
  Analysis stored;
  std::vector<AlignedStep> alignment;
  std::vector<DiffPart> diff;
  Flags flags;
};

// The order of units that match equally well: compared field by field, false before true, the
// smaller before the greater.
struct UnitRank {
  bool other_document = true;  // Not the document that the query is of; also when it is not known.
  bool other_domain = true;    // Likewise.
  bool unreviewed = true;
  size_t memory = 0;          // The place of its memory in the order asked.
  int64_t minus_changed = 0;  // The later it was changed, the smaller.
  UnitId minus_id = 0;        // The higher its id, the smaller.

  auto operator<=>(const UnitRank&) const = default;
};

// The order of matches: compared field by field, the smaller one stands first. Two matches of one
// lookup never have the same.
struct MatchRank {
  int lost = 0;  // 100 less the ranked score before its cut at 0.
  MatchKind kind = MatchKind::kFuzzy;
  int bridge_lost = 0;  // Of a bridged match: 200 less the scores of its source and its pivots.
  UnitRank target;      // Of the unit that gives the translation.
  UnitRank source;      // Of the unit whose source matches.

  auto operator<=>(const MatchRank&) const = default;
};

// How a bridged match goes on from the unit whose source matches to the one that has the target.
struct Bridge {
  std::string memory;     // "memories/ID" of the unit with the target.
  Unit unit;              // It.
  Language source_pivot;  // Of the variant of Match::unit,
  Language pivot;         // and of the variant of `unit`, that are the same text.
  Score source_score;     // Of the query against Match::unit's source.
  Score pivot_score;      // Of the two pivots against each other: 100, or 99 for a difference of
                          // form only.
};

struct Match {
  Score score;           // Of a bridged match, the lower one of its two.
  int ranked_score = 0;  // The score less the applied penalties, 0 at least.
  MatchKind kind = MatchKind::kFuzzy;
  std::string memory;  // "memories/ID".
  Unit unit;
  Language source;                // Of the unit's variant that matched.
  std::vector<Language> targets;  // Of target_unit()'s variants that were asked for, in that order.
  std::vector<AppliedPenalty> applied_penalties;
  std::optional<Bridge> bridge;  // Of a bridged match.
  MatchRank rank;
  Flags flags;                             // Of the query and the source.
  std::vector<DiffPart> diff;              // Likewise, when asked for.
  std::optional<Explanation> explanation;  // Likewise, when asked for.
  std::vector<Proposal> proposals;         // When asked for: by target, where one can be made.

  const Unit& target_unit() const { return bridge ? bridge->unit : unit; }
};

}  // namespace dragoman
