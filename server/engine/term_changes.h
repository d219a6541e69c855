// The term in which a query differs from a stored source, and its rendering in the target.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/engine/recognise.h"
#include "server/engine/target_changes.h"
#include "server/match/diff.h"

namespace dragoman {

// Two terms that stand at one place of the diff, each on its side only.
struct TermPair {
  RecognisedTerm query;
  RecognisedTerm stored;
};

// Returns the terms in which two texts differ when it is exactly one on each side, at one place.
//
// Requires: terms of each text without nested ones.
std::optional<TermPair> DifferentTerm(const std::vector<RecognisedTerm>& query,
                                      const std::vector<RecognisedTerm>& stored,
                                      const std::vector<DiffPart>& diff);

// Plans to write the best usable one of the renderings of the query's term in place of the stored
// term's, in its dictionary form; an abbreviation for an abbreviation where there is one.
// `in_target` are the terms of the target, nested ones too; `renderings` those of renderings.h in
// its language. Where the old rendering stands not once, or the new term has none, the change is
// missing.
void PlanTerm(const TermPair& pair, std::string_view query, std::string_view stored,
              const std::vector<RecognisedTerm>& in_target,
              const std::vector<TermRendering>& renderings, const Language& target_language,
              ChangePlan& plan);

}  // namespace dragoman
