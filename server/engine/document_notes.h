// What memories and glossaries know of a segment of a document, as formats take it.
#pragma once

#include <string_view>
#include <vector>

#include "server/engine/lookup.h"
#include "server/exchange/segment_notes.h"

namespace dragoman {

// Matches of fewer points after penalties are no candidates.
inline constexpr int kMinCandidateScore = 70;

// Returns the matches as candidates, in their order. They have one target each.
std::vector<Candidate> CandidatesOf(const std::vector<Match>& matches);

// Returns what a translation is based on that is the match's own target, or its proposal.
// `guessed`: the places of its codes are.
TranslationBasis BasisOf(const Match& match, bool proposed, bool guessed);

// Returns the terms of a text that have a rendering, by the glossaries of the options.
//
// Errors: InvalidArgument about "options...."; NotFound (a glossary).
StatusOr<std::vector<NotedTerm>> NotedTermsOf(const Catalog& registry, const LookupOptions& options,
                                              std::string_view text);

}  // namespace dragoman
