// Proposals on the matches of a lookup: see proposal.h.
#pragma once

#include <vector>

#include "server/engine/lookup.h"

namespace dragoman {

// Adds to each match that is not exact, for each of its targets, the proposal that can be made of
// it: where the query differs from the source, among other things, in numbers or in one term.
//
// Numbers: as many quantities in both, pairwise at one place of the diff (number_changes.h). Term:
// exactly one of a concept of its own on each side, at one place, in the glossaries of the options;
// the old concept stands in the target once (term_changes.h).
//
// Requires: `analysis` is that of the query in the options' source language.
// Errors:   NotFound (a glossary).
// Cost:     the terms of query, source and target of each match are recognised.
Status AddProposals(const Catalog& registry, const LookupOptions& options, const LookupQuery& query,
                    const Analysis& analysis, std::vector<Match>& matches);

}  // namespace dragoman
