// A segment that shares a run of words with a query, though it is no match; see
// server/match/fragments.h for what counts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/model/unit.h"

namespace dragoman {

struct FragmentMatch {
  std::string memory;  // "memories/ID".
  Unit unit;
  Language source;                // Of the unit's variant that has the run.
  std::vector<Language> targets;  // As in Match.
  size_t words = 0;               // Of the run.
  ByteRange query;                // The run in the query's text, from its first word to its last,
  ByteRange stored;               // and in the stored text.
};

}  // namespace dragoman
