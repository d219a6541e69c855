// Which of the terms that stand in a text a reader takes first: the longest, then what is left.
#pragma once

#include <span>
#include <vector>

#include "server/model/segment.h"

namespace dragoman {

// Returns for each range whether it is nested: whether it shares bytes with a longer range (of
// equally long ones, one that begins before it) that is not nested itself. Ranges that are the same
// are nested together or not at all.
//
// Example: of "Senator Mushahid", "Senator", "Mushahid Hussain Syed" in "Senator Mushahid Hussain
//          Syed" the first is nested: the last is longer, and "Senator" shares nothing with that.
// Cost:    O(n log n).
std::vector<bool> NestedRanges(std::span<const ByteRange> ranges);

}  // namespace dragoman
