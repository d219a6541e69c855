// A fixed set of threads with a queue of tasks: where requests do their work, so that the threads
// that serve the network never wait for a disk or a search.
#pragma once

#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "server/base/figures.h"
#include "server/base/queue_delay.h"

namespace dragoman {

struct PoolFigures {
  Level waiting;    // Tasks that no thread has taken yet.
  Level working;    // Threads at work.
  Counter refused;  // Tasks for which the queue was full.
  Durations waits;  // Of tasks for a thread.
};

// Of a pool's threads: those of low priority let requests come first (LowerThreadPriority).
enum class PoolPriority : uint8_t { kNormal, kLow };

// Thread-safe.
class Pool {
 public:
  using Task = std::function<void()>;
  static constexpr QueueDelay::Limits kNoDelayLimits = {absl::InfiniteDuration(),
                                                        absl::InfiniteDuration()};

  // Starts `threads` threads (at least one); at most `max_waiting` tasks wait for one, and only as
  // long as `delay` says.
  Pool(size_t threads, size_t max_waiting, const QueueDelay::Limits& delay = kNoDelayLimits,
       PoolPriority priority = PoolPriority::kNormal);
  // Runs every task that was taken, then ends the threads.
  ~Pool();

  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Takes the task, or returns false when the queue is full or stands: the caller refuses its
  // request.
  bool TryRun(Task task);
  // Returns after how long a refused request is worth another try.
  absl::Duration RetryDelay() const;

  // Takes the task however long the queue is: the next step of work that was let in already, of
  // which the caller allows only so much.
  void Run(Task task);

  size_t threads() const { return threads_.size(); }
  const PoolFigures& figures() const { return figures_; }

 private:
  struct Waiting {
    Task task;
    absl::Time since;
  };

  void Put(Task task, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Task Next() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Work(PoolPriority priority);
  absl::Duration OldestWait(absl::Time now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HasTaskOrEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return ending_ || !tasks_.empty();
  }

  const size_t max_waiting_;
  mutable absl::Mutex mutex_;
  std::deque<Waiting> tasks_ ABSL_GUARDED_BY(mutex_);
  QueueDelay delay_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  PoolFigures figures_;
  std::vector<std::thread> threads_;
};

}  // namespace dragoman
