// Which parts of an index are to become one: a pure rule, so that it can be tested alone.
#pragma once

#include <span>

#include "server/match/live_part.h"

namespace dragoman {

// Returns how many live entries are in memory only.
size_t EntriesInMemory(std::span<const LivePart> parts);

// Returns the parts in memory, which are the last ones.
NumberRange PartsInMemory(std::span<const LivePart> parts);

// Returns the neighbouring files to merge, none when all is well. While commits go on, four files
// of about one size become one of at most 524,288 entries, so that an entry is written twice or so
// and a merge takes a bounded memory. `thoroughly`, when there is time: each file is to be at least
// twice as large as all newer ones together, which leaves few of them. A file more than half dead
// is written anew.
NumberRange FilesToMerge(std::span<const LivePart> parts, bool thoroughly);

}  // namespace dragoman
