// Recognition of terms in a text, and the search of glossaries by words.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/registry.h"
#include "server/model/partial_date.h"
#include "server/model/term_use.h"

namespace dragoman {

struct RecogniseOptions {
  std::vector<std::string> glossaries;  // In order of preference, at most 20; none: every one.
  Language source;                      // Required.
  std::vector<Language> targets;        // Of the renderings, at most 20; none: all others.
  bool longest_only = false;            // Without nested and overlapping terms.
  PartialDate as_of{};                  // The day terms are held to; empty: today, in UTC.
  std::string outlet{};                 // The outlet written for; "": none.
};

// One term that renders another.
struct TermRendering {
  Language language;  // The term's; of one that is kept, the language asked for.
  uint32_t term = 0;  // Index into the concept's terms.
  TermUse use;
  bool kept = false;  // The recognised term itself, which is not translated.
};

struct RecognisedTerm {
  ByteRange range;       // In the text as given.
  std::string glossary;  // "glossaries/ID".
  std::shared_ptr<const Concept> concept_value;
  uint32_t term = 0;    // Index into the concept's terms: the one that was recognised.
  bool nested = false;  // See NestedRanges.
  bool exact = false;   // The term's own form but for case; else inflected or a variant spelling.
  TermUse use{};
  std::vector<TermRendering> renderings{};  // See renderings.h.
};

inline bool SameConcept(const RecognisedTerm& a, const RecognisedTerm& b) {
  return a.glossary == b.glossary && a.concept_value->id == b.concept_value->id;
}

struct RecogniseResult {
  // By begin, longest first, those in their time first, order of glossaries.
  std::vector<RecognisedTerm> terms;
  std::vector<UsedRevision> glossaries;
};

// Returns the day a request asks about: `as_of`, or today in UTC where it is empty.
PartialDate DayAsked(const PartialDate& as_of);

// Errors: InvalidArgument about "options....".
Status CheckRecogniseOptions(const RecogniseOptions& options);

// Returns the terms that stand in a text.
//
// Errors: InvalidArgument about "text" or "options...."; NotFound (a glossary).
StatusOr<RecogniseResult> Recognise(const Catalog& registry, const RecogniseOptions& options,
                                    std::string_view text);

struct ConceptQuery {
  std::vector<std::string> glossaries;  // At most 20; none: every one.
  std::string words;                    // Each must begin a word of one and the same term, at L3.
  Language language;                    // Of the terms; empty: any.
  std::string category;                 // "": any.
  size_t limit = 100;                   // 1 to 1000.
  PartialDate as_of{};                  // As in RecogniseOptions.
};

struct FoundConcept {
  std::string glossary;  // "glossaries/ID".
  std::shared_ptr<const Concept> concept_value;
};

struct ConceptSearchResult {
  std::vector<FoundConcept> concepts;  // By glossary in the order asked, then by id.
  bool truncated = false;              // More than limit were found.
  PartialDate as_of;                   // The day asked about.
};

// Errors: InvalidArgument about "query" or "glossaries"; NotFound (a glossary).
// Cost:   O(terms): every term is looked at.
StatusOr<ConceptSearchResult> SearchConcepts(const Catalog& registry, const ConceptQuery& query);

}  // namespace dragoman
