// Whole documents: segmentation, and rendering with what memories and glossaries know.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/recognise.h"
#include "server/text/sentences.h"

namespace dragoman {

struct DocumentSegment {
  ByteRange range;         // In the document.
  uint32_t paragraph = 0;  // The line that is not blank it belongs to, from 0.

  bool operator==(const DocumentSegment&) const = default;
};

// Returns the sentence rules of an SRX file. `name` is for messages.
//
// Errors: InvalidArgument with name and line.
StatusOr<std::shared_ptr<const UserSentenceRules>> ReadSentenceRules(std::string_view name,
                                                                     std::string_view srx);

// Returns the rules of the program as an SRX file: of a language, or of all when it is empty.
//
// Errors: InvalidArgument about "language" when it has no rules of its own.
StatusOr<std::string> SentenceRulesFile(const Language& language);

// Cuts a text; by `rules` unless they are null.
//
// Errors: InvalidArgument about "text", and when the rules take too long on it.
StatusOr<std::vector<DocumentSegment>> SegmentDocument(std::string_view text,
                                                       const Language& language,
                                                       const UserSentenceRules* rules = nullptr);

struct RenderOptions {
  LookupOptions lookup;                 // Its languages count for terms too.
  std::vector<std::string> glossaries;  // As in RecogniseOptions; for proposals too, where
                                        // `lookup` names none.
  bool without_terms = false;
  bool longest_terms_only = false;
  PartialDate as_of;   // As in RecogniseOptions; for proposals too, likewise.
  std::string outlet;  // The same.
};

struct RenderedSegment {
  size_t index = 0;  // From 0.
  size_t segment_count = 0;
  DocumentSegment segment;
  LookupResult lookup;
  std::vector<RecognisedTerm> terms;  // Ranges count from the segment's first byte.
};

// Calls `sink` with each segment in order, the neighbours being each other's context.
//
// Errors: InvalidArgument about "text" or "options...."; NotFound; Cancelled; those of Lookup and
//         of the sink.
Status RenderDocument(const Catalog& registry, const RenderOptions& options, std::string_view text,
                      const Cancelled& cancelled,
                      const std::function<Status(RenderedSegment)>& sink);

}  // namespace dragoman
