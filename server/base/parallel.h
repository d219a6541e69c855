// One loop over independent items, on all processors; threads that work behind the others.
#pragma once

#include <cstddef>
#include <functional>

namespace dragoman {

// Calls `work(i)` for each i in [0, count), in any order, in this thread and as many more as there
// are processors; returns when all are done. Few items stay in this thread.
void ParallelFor(size_t count, const std::function<void(size_t)>& work);

// Lets requests come before what this thread does, and the threads that it starts.
void LowerThreadPriority();

}  // namespace dragoman
