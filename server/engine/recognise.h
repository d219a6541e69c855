// Recognition of terms in a text, and the search of glossaries by words.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/registry.h"

namespace dragoman {

struct RecogniseOptions {
  std::vector<std::string> glossaries;  // In order of preference, at most 20; none: every one.
  Language source;                      // Required.
  std::vector<Language> targets;        // Of the renderings, at most 20; none: all others.
  bool longest_only = false;            // Without nested and overlapping terms.
};

struct RecognisedTerm {
  ByteRange range;       // In the text as given.
  std::string glossary;  // "glossaries/ID".
  std::shared_ptr<const Concept> concept_value;
  uint32_t term = 0;    // Index into the concept's terms: the one that was recognised.
  bool nested = false;  // See NestedRanges.
  bool exact = false;   // The term's own form but for case; else inflected or a variant spelling.
  std::vector<uint32_t> renderings;  // Indexes into the concept's terms: by the order of targets,
                                     // then preferred first, then as stored.
};

struct RecogniseResult {
  std::vector<RecognisedTerm> terms;  // By begin, longest first, order of glossaries.
  std::vector<UsedRevision> glossaries;
};

// Errors: InvalidArgument about "options....".
Status CheckRecogniseOptions(const RecogniseOptions& options);

// Returns the terms that stand in a text.
//
// Errors: InvalidArgument about "text" or "options...."; NotFound (a glossary).
StatusOr<RecogniseResult> Recognise(const Registry& registry, const RecogniseOptions& options,
                                    std::string_view text);

struct ConceptQuery {
  std::vector<std::string> glossaries;  // At most 20; none: every one.
  std::string words;                    // Each must begin a word of one and the same term, at L3.
  Language language;                    // Of the terms; empty: any.
  std::string category;                 // "": any.
  size_t limit = 100;                   // 1 to 1000.
};

struct FoundConcept {
  std::string glossary;  // "glossaries/ID".
  std::shared_ptr<const Concept> concept_value;
};

struct ConceptSearchResult {
  std::vector<FoundConcept> concepts;  // By glossary in the order asked, then by id.
  bool truncated = false;              // More than limit were found.
};

// Errors: InvalidArgument about "query" or "glossaries"; NotFound (a glossary).
// Cost:   O(terms): every term is looked at.
StatusOr<ConceptSearchResult> SearchConcepts(const Registry& registry, const ConceptQuery& query);

}  // namespace dragoman
