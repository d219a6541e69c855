// Whether an index has of a text what it should: every fact of an entry, compared with the entry as
// it would be made now.
#pragma once

#include "server/match/index.h"

namespace dragoman {

// Returns whether the part says of its entry all that `expected` does, and finds it by its exact
// key. Its posting lists are not read: they are made with the rows, and a checksum covers both.
bool Agrees(const IndexPart& part, uint32_t entry, const IndexEntry& expected);

// Returns whether the index has exactly one live entry of the unit, and that agrees.
bool Agrees(const IndexSnapshot& index, const IndexEntry& expected);

}  // namespace dragoman
