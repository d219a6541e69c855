// What a lookup must return, found by comparing the query with every unit and, for bridged matches,
// every unit with every other one.
#pragma once

#include <string>
#include <vector>

#include "server/engine/lookup.h"

namespace dragoman {

// A memory as the twin sees it.
struct TwinMemory {
  LookupMemory settings;  // With the full name.
  std::vector<Unit> units;
};

// One match: everything that tells it apart, and its place in the order.
struct TwinMatch {
  std::vector<int64_t> order;  // Compared number by number, the smaller stands first.
  std::string shown;           // As ShowMatches shows it.
};

// Returns the matches of a query in `memories`, which are in order of preference.
std::vector<TwinMatch> TwinLookup(const std::vector<TwinMemory>& memories,
                                  const LookupOptions& options, const LookupQuery& query);

// Returns one line per match, for comparison and for messages.
std::string ShowMatches(const std::vector<TwinMatch>& matches);
std::string ShowMatches(const std::vector<Match>& matches);

}  // namespace dragoman
