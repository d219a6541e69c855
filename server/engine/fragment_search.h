// The part of a lookup that finds fragments in its memories.
#pragma once

#include <vector>

#include "server/engine/lookup.h"
#include "server/match/fragments.h"

namespace dragoman {

// Thread-compatible. Lifetime: options and query outlive it.
class FragmentSearch {
 public:
  FragmentSearch(const LookupOptions& options, const Analysis& query)
      : options_(options), query_(query), keys_(KeysOf(query)) {}

  // Searches a memory; memories are added in the order of preference. `search` says what tells
  // fragments of equal length apart, and what is a match instead.
  //
  // Errors: Cancelled; Aborted (the memory changed too fast: retry); those of the store.
  Status AddMemory(MemoryShard& memory, SearchOptions search);

  // Returns the first max_fragments of all memories: longer runs first, then the smaller penalty,
  // document, domain and review state as among matches, then the order of memories, the newest.
  std::vector<FragmentMatch> Take();

 private:
  // A fragment and the language of the index that has it.
  struct Found {
    Fragment fragment;
    Language language;
  };
  struct Ranked {
    Fragment fragment;
    FragmentMatch match;
  };
  std::vector<Found> SearchIndexes(const MemoryView& view, const SearchOptions& search) const;
  StatusOr<bool> AddMatches(const MemoryShard& memory, Revision revision,
                            const std::vector<Found>& found);
  FragmentMatch MatchOf(const MemoryShard& memory, const Found& found, Unit unit) const;

  const LookupOptions& options_;
  const Analysis& query_;
  const TextKeys keys_;
  std::vector<Ranked> ranked_;  // By memory, in the order in which they were added.
};

}  // namespace dragoman
