// What the engine counts of its work since the process started, and how large its indexes are.
// Names of memories and texts are in none of it.
#pragma once

#include <array>
#include <cstdint>

#include "server/base/figures.h"
#include "server/engine/catalog.h"
#include "server/engine/lookup.h"

namespace dragoman {

struct LookupFigures {
  Durations durations;
  Counter analyse_micros;
  Counter search_micros;
  Counter fetch_micros;
  Counter candidates;  // Entries that share enough words with the query to be looked at,
  Counter scored;      // of which so many were compared with it.
  std::array<Counter, 5> matches;  // Returned, by MatchKind.
  std::array<Counter, 5> answers;  // Lookups, by the kind of their best match; 0: there was none.
};

// Of imports that write; dry runs are not counted.
struct ImportFigures {
  Level running;
  Counter bytes;  // Of their files.
  Counter stored;
  Counter merged;
  Counter unchanged;
  Counter skipped;
};

struct IndexFigures {
  Counter flushes;  // What was in memory made files.
  Counter merges;   // Files made one.
};

// Thread-safe.
struct EngineFigures {
  LookupFigures lookups;
  ImportFigures imports;
  IndexFigures indexes;
};

// Returns the figures of this process: one server runs in it, except in tests.
EngineFigures& TheEngineFigures();

// Counts a lookup that was answered.
void CountLookup(const LookupResult& result, const SearchCounts& counts,
                 std::chrono::nanoseconds duration);

// How much there is in the indexes of all memories, and in all glossaries.
struct ContentFigures {
  uint64_t memories = 0;
  uint64_t units = 0;
  uint64_t glossaries = 0;
  uint64_t concepts = 0;
  uint64_t memories_not_ready = 0;  // Whose indexes are being built.
  uint64_t parts_in_files = 0;
  uint64_t parts_in_memory = 0;
  uint64_t bytes_in_files = 0;
  uint64_t bytes_in_memory = 0;
  uint64_t entries = 0;            // Alive.
  uint64_t dead_entries = 0;       // Removed or replaced since their part was built.
  uint64_t entries_in_memory = 0;  // Of both; not yet in files.
};

// Cost: a walk over the parts of all indexes, not over their entries.
ContentFigures ContentFiguresOf(const Catalog& catalog);

}  // namespace dragoman
