#include "server/base/parallel.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace dragoman {

void ParallelFor(size_t count, const std::function<void(size_t)>& work, size_t grain) {
  std::atomic<size_t> next = 0;
  const auto take = [&] {
    for (size_t begin = next.fetch_add(grain); begin < count; begin = next.fetch_add(grain)) {
      const size_t end = std::min(begin + grain, count);
      for (size_t i = begin; i < end; ++i) work(i);
    }
  };
  const size_t useful = (count + grain - 1) / grain;
  const size_t threads = std::min<size_t>(useful, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < threads; ++i) helpers.emplace_back(take);
  take();
  for (std::thread& helper : helpers) helper.join();
}

// Of the scheduling class for idle time a thread gives way the moment that another one wakes; a
// nice one would first use up its slice. Linux has both by thread.
void LowerThreadPriority() {
  const sched_param none = {};
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &none);
}

}  // namespace dragoman
