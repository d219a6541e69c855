// One loop over independent items, on all processors.
#pragma once

#include <cstddef>
#include <functional>

namespace dragoman {

// Calls `work(i)` for each i in [0, count), in any order, in this thread and as many more as there
// are processors; returns when all are done. Few items stay in this thread.
void ParallelFor(size_t count, const std::function<void(size_t)>& work);

}  // namespace dragoman
