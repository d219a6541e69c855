// Concordance over memories: where words and phrases stand, and how those segments were rendered.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/registry.h"

namespace dragoman {

// A segment among the hits of a concordance, which are ordered by memory, as asked; then the newest
// unit (of the greatest number) first; then by language.
struct ConcordancePlace {
  std::string memory;  // "memories/ID".
  UnitId unit = 0;
  Language language;
};

struct ConcordanceRequest {
  std::string query;  // See concordance_query.h; at most 1000 bytes.
  Language language;  // Of the words, and of the segments they stand in. Required.
  // At most 20; a hit's unit has one of them. None: any. Of a memory of more than 63 languages,
  // those beyond are not told apart.
  std::vector<Language> targets;
  std::vector<std::string> memories;      // At most 20; none: every one, by name.
  bool exact = false;                     // Words by their fold, not by their stem.
  size_t limit = 100;                     // 1 to 1000.
  std::optional<ConcordancePlace> after;  // The last hit of the page before.
};

struct ConcordanceHit {
  std::string memory;  // "memories/ID".
  Unit unit;
  Language language;                   // Of the segment.
  std::vector<ByteRange> occurrences;  // In the segment's text: ascending, apart from each other.
  std::vector<Language> targets;       // As in Match.
};

struct ConcordanceResult {
  std::vector<ConcordanceHit> hits;
  uint64_t total = 0;     // On all pages.
  bool has_more = false;  // Another page follows.
  std::vector<UsedRevision> memories;
};

// Returns a page of the segments that have the words.
//
// Errors: InvalidArgument about "query", "language", "target_languages", "memories", "page_size" or
//         "page_token"; NotFound (a memory); ResourceExhausted (a beginning of too many words);
//         Cancelled; Aborted (the memory changed too fast: retry); those of the store.
StatusOr<ConcordanceResult> Concordance(const Catalog& registry, const ConcordanceRequest& request,
                                        const Cancelled& cancelled);

}  // namespace dragoman
