// What a search must return, found by scoring every entry with ScoreOf.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/match/index.h"

namespace dragoman {

// An entry of the index and the text that it was made of.
struct KnownEntry {
  IndexEntry entry;
  Analysis analysis;
};
using Entries = std::map<UnitId, KnownEntry>;

// Returns the hits of a search over all entries.
std::vector<Hit> BruteForce(const Entries& entries, const Analysis& query,
                            const SearchOptions& options);

// Returns the units whose exact key and codes equal the query's, ascending.
std::vector<ExactHit> BruteForceExact(const Entries& entries, const Analysis& query);

// Returns one line per hit, every field named, for comparison and for messages.
std::string Show(const std::vector<Hit>& hits);

}  // namespace dragoman
