// One loop over independent items, on all processors; threads that work behind the others.
#pragma once

#include <cstddef>
#include <functional>

namespace dragoman {

// Items that a thread takes at a time: fewer small ones are not worth a thread.
inline constexpr size_t kSmallItems = 64;

// Calls `work(i)` for each i in [0, count), in any order, in this thread and as many more as there
// are processors, each taking `grain` items at a time; returns when all are done. Up to one grain,
// the items stay in this thread.
//
// Requires: grain is 1 at least.
void ParallelFor(size_t count, const std::function<void(size_t)>& work, size_t grain = kSmallItems);

// Lets requests come before what this thread does, and the threads that it starts.
void LowerThreadPriority();

}  // namespace dragoman
