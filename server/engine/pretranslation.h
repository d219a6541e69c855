// A file with the translations that the memories have in place.
//
// The best match of each segment that reaches min_score, penalties held back, takes its place; the
// others stay in the source language, and blocks without any keep their bytes. At 100, the default,
// nothing but equal texts with equal codes is put in place; what is less is a translator's to see.
#pragma once

#include <string>

#include "server/engine/document_analysis.h"

namespace dragoman {

struct Pretranslation {
  std::string content;
  AnalysisCount total;
  AnalysisCount translated;
  uint64_t proposals = 0;       // Of the translated segments.
  uint64_t codes_to_check = 0;  // Likewise; see PlacedCodes.
};

// `options` have one target. With include_proposals, the proposal of a match takes its place.
//
// Cost:   a lookup for each segment; O(size) memory.
// Errors: InvalidArgument about "document...." or "options...."; NotFound; Cancelled; those of
//         Lookup.
StatusOr<Pretranslation> PretranslateDocument(const Catalog& registry, const LookupOptions& options,
                                              const DocumentInput& document,
                                              const Cancelled& cancelled);

}  // namespace dragoman
