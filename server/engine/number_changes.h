// The numbers in which a query differs from a stored source, and where they stand in its target.
#pragma once

#include <string_view>
#include <vector>

#include "server/engine/target_changes.h"
#include "server/match/diff.h"
#include "server/text/quantities.h"

namespace dragoman {

// The quantities in digits or with a scale of a query and a stored source, pairwise.
struct PairedQuantities {
  std::vector<Quantity> query;
  std::vector<Quantity> stored;  // As many; pairs of other value stand at one place of the diff.

  bool differ() const;
};

// Returns the pairs in reading order; none when one text has more quantities than the other, or
// two of other value stand at different places.
PairedQuantities PairQuantities(std::string_view query, std::string_view stored,
                                const Language& language, const std::vector<DiffPart>& diff);

// Plans to write the query's quantities in place of the stored ones in the target. A quantity is
// found in the target by its value; where it stands there more or less often than in the source, it
// is missing.
void PlanNumbers(const PairedQuantities& pairs, std::string_view query, std::string_view stored,
                 std::string_view target, const Language& target_language, ChangePlan& plan);

}  // namespace dragoman
