// A name over languages and scripts: how it is written in each, by glossaries and in memories, and
// where it stands.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/lookup.h"
#include "server/engine/name_spellings.h"
#include "server/engine/registry.h"

namespace dragoman {

struct NameRequest {
  std::string name;                     // At most 200 bytes and 10 words, with a letter or digit.
  Language language;                    // Of the name; empty: ru, ur or en by its script.
  std::vector<std::string> glossaries;  // At most 20; none: every one.
  std::vector<std::string> memories;    // At most 20; none: every one, by name.
  std::vector<Language> targets;  // Of the spellings beside `language`, at most 20; none: any.
  size_t limit = 20;              // Spellings of each language: 1 to 1000.
  size_t max_places = 5;          // Of each spelling: 1 to 100.
};

struct NameResult {
  Language language;  // Of the name.
  NameKey key;
  // The name's language first, then the targets in order or the tags; of one language the name as
  // given, then what has its key, other terms, near keys; of these preferred and admitted terms
  // first, then what stands in more segments. A name that is nowhere is no spelling.
  std::vector<NameSpelling> spellings;
  uint64_t total_spellings = 0;  // With those beyond `limit`.
  uint64_t units = 0;            // Of memories, that were read.
  bool truncated = false;        // Memories have more units with the name than are read.
  std::vector<UsedRevision> memories;
  std::vector<UsedRevision> glossaries;
};

// Returns the spellings of a name:
//   - the terms of the concepts that have it as a term, or one with its key. Where none has, those
//     that have another form of it, its key of at most 3 symbols or a near one, and of such
//     concepts the ones that sound most like it;
//   - how it is written in the memories' units that have it as given or as such a term, any
//     ending: these themselves, and in the other languages the words whose key meets the name's;
//   - the same for spellings found so that surely are the name's (SpellingGatherer::WantFound), at
//     most three times.
// At most 2000 units are read, in each memory the newest first.
//
// Errors: InvalidArgument about "name", "glossaries", "memories", "target_languages", "limit" or
//         "max_places"; NotFound (a glossary or memory); Cancelled; Aborted (a memory changed too
//         fast: retry); those of CheckReady and of the store.
StatusOr<NameResult> FindName(const Catalog& registry, const NameRequest& request,
                              const Cancelled& cancelled);

}  // namespace dragoman
