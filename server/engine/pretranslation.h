// A file with the translations that the memories have in place, in its own format or another one.
//
// The best match of each segment that reaches min_score, penalties held back, takes its place; the
// others stay in the source language, and blocks without any keep their bytes. At 100, the default,
// nothing but equal texts with equal codes is put in place; what is less is a translator's to see.
// Formats that have a place for it say what each translation is based on, and have the matches as
// candidates and the terms beside it.
#pragma once

#include <optional>
#include <string>

#include "server/engine/document_analysis.h"
#include "server/engine/document_rendering.h"

namespace dragoman {

struct PretranslationOptions {
  // One target. With include_proposals, the proposal of a match takes its place. Of the matches
  // from kMinCandidateScore points on, `limit` are candidates.
  LookupOptions lookup;
  DocumentOutput output = DocumentOutput::kOwn;
  bool translations_only = false;     // Without candidates and terms.
  bool replace_translations = false;  // Of a file that has some, but for those it has locked.
  // An XLIFF file of this document that has come back: its translations are put in place, whatever
  // their state, and no memory is asked.
  std::optional<DocumentInput> finished;
};

struct Pretranslation {
  std::string content;
  AnalysisCount total;
  AnalysisCount translated;
  AnalysisCount done;           // The file had a translation, or wants none.
  uint64_t proposals = 0;       // Of the translated segments.
  uint64_t codes_to_check = 0;  // Likewise; see PlacedCodes.
};

// Cost:   a lookup for each segment; O(size) memory.
// Errors: InvalidArgument about "document....", "options...." or "translations....", also when none
//         of the finished translations is of a segment of the document; NotFound; Cancelled; those
//         of Lookup.
StatusOr<Pretranslation> PretranslateDocument(const Catalog& registry,
                                              const PretranslationOptions& options,
                                              const DocumentInput& document,
                                              const Cancelled& cancelled);

}  // namespace dragoman
