// The lookup of a segment in memories: the use case that everything else here exists for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/base/cancelled.h"
#include "server/engine/fragment_match.h"
#include "server/engine/match.h"
#include "server/engine/registry.h"
#include "server/model/partial_date.h"

namespace dragoman {

// A memory to look in. Penalties, 0 to 100, change the order and the ranked score, not the score.
struct LookupMemory {
  std::string name;  // "un-reports" or "memories/un-reports".
  int penalty = 0;
  int machine_penalty = 0;  // For units of origin machine.
  int aligned_penalty = 0;  // For units of origin aligned.
  int draft_penalty = 0;    // For units of state draft.
};

// Returns the language over which lookups bridge unless they name another one: English.
Language DefaultBridgeLanguage();

struct LookupOptions {
  std::vector<LookupMemory> memories;  // In order of preference, at most 20; none: every memory.
  Language source;                     // Required.
  std::vector<Language> targets;       // At most 20; a match has one of them. None: any language.
  int min_score = 70;                  // 1 to 100.
  size_t limit = 5;                    // 1 to 1000.
  std::string document;  // What the query stands in, as in Unit: matches of the same one stand
  std::string domain;    // first among equals. "": not known.
  bool include_diff = false;
  bool include_explanation = false;
  bool without_bridging = false;
  Language bridge_language = DefaultBridgeLanguage();
  int bridge_penalty = 5;               // 0 to 100: held back of every bridged match.
  size_t max_fragments = 0;             // 0 to 1000; 0: fragments are not looked for.
  bool include_proposals = false;       // See proposals.h.
  std::vector<std::string> glossaries;  // For proposals, at most 20; none: every one.
  PartialDate as_of{};                  // For proposals, as in RecogniseOptions.
  std::string outlet{};                 // Likewise.
};

struct LookupQuery {
  Segment segment;
  std::optional<std::string> previous;  // As in Variant.
  std::optional<std::string> next;
};

struct UsedRevision {
  std::string name;  // "memories/ID" or "glossaries/ID".
  Revision revision = 0;
};

struct LookupTiming {
  uint32_t analyse_micros = 0;
  uint32_t search_micros = 0;
  uint32_t fetch_micros = 0;
};

struct LookupResult {
  std::vector<Match> matches;            // By their rank, the best first.
  std::vector<FragmentMatch> fragments;  // See FragmentSearch::Take; when asked for.
  std::vector<UsedRevision> memories;
  LookupTiming timing;
};

// Checks everything in the options that needs no memory to be opened.
//
// Errors: InvalidArgument about "options...." .
Status CheckLookupOptions(const LookupOptions& options);
// Errors: InvalidArgument about "segment...", "previous" or "next".
Status CheckLookupQuery(const LookupQuery& query);

// Returns the best `limit` matches of one segment, direct and bridged. Complete: no stored segment
// of at least min_score points is missed, and no bridged match that bridge.h promises.
//
// Requires: options and query that pass the checks above.
// Errors:   NotFound (a memory, or for proposals a glossary), Cancelled, Aborted (the memory
// changed too fast: retry), those of
//           the store.
StatusOr<LookupResult> Lookup(const Catalog& registry, const LookupOptions& options,
                              const LookupQuery& query, const Cancelled& cancelled);

// Returns why two segments of a language score what they do. Requires: both pass CheckSegment.
Explanation Explain(const Segment& query, const Segment& stored, const Language& language);

}  // namespace dragoman
