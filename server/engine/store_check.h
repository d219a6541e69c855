// Whether what is stored agrees with itself: files with their checksums, records with their keys,
// the change log with the records, the indexes with both. It reads, beside whatever goes on, and
// changes nothing: what does not agree is read again before it is called a problem.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/base/cancelled.h"
#include "server/engine/registry.h"

namespace dragoman {

struct StoreProblem {
  std::string place;  // E.g. "unit 17", "change log"; "" for the whole.
  std::string what;

  bool operator==(const StoreProblem&) const = default;
};

// What was found of one part of the store so far.
struct StorePart {
  std::string name;            // "files", "catalog", "access", "audit", a memory's or glossary's.
  uint64_t records = 0;        // Read and decoded.
  uint64_t index_entries = 0;  // Compared with the store.
  uint64_t problem_count = 0;
  std::vector<StoreProblem> problems;  // The first kMaxStoreProblems.
  bool done = false;
};

inline constexpr size_t kMaxStoreProblems = 100;

// Hears how far a part is, each 20,000 records, and of its end; an error ends the check.
using StoreCheckProgress = std::function<Status(const StorePart&)>;

// Checks the store of the registry. What cannot be read is a problem of its part;
// the other parts are checked.
//
// Errors: those of `progress`; Cancelled.
// Cost:   reads everything, and analyses every text: some 20 us a segment, in one thread.
Status CheckStore(const Registry& registry, const StoreCheckProgress& progress,
                  const Cancelled& cancelled = {});

}  // namespace dragoman
