#include "server/base/pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/base/parallel.h"

namespace dragoman {
namespace {

// Of a clock that never goes back; only differences mean something.
absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

Pool::Pool(size_t threads, size_t max_waiting, const QueueDelay::Limits& delay,
           PoolPriority priority)
    : max_waiting_(max_waiting), delay_(delay) {
  for (size_t i = 0; i < std::max<size_t>(threads, 1); ++i) {
    threads_.emplace_back([this, priority] { Work(priority); });
  }
}

Pool::~Pool() {
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

bool Pool::TryRun(Task task) {
  const absl::Time now = SteadyNow();
  absl::MutexLock lock(&mutex_);
  if (ending_ || tasks_.size() >= max_waiting_ ||
      !delay_.Takes(now, tasks_.size(), OldestWait(now))) {
    figures_.refused.Add();
    return false;
  }
  Put(std::move(task), now);
  return true;
}

absl::Duration Pool::RetryDelay() const {
  constexpr absl::Duration kLeast = absl::Milliseconds(100);
  constexpr absl::Duration kMost = absl::Minutes(1);
  const absl::Time now = SteadyNow();
  absl::MutexLock lock(&mutex_);
  return std::clamp(delay_.Expected(now, tasks_.size(), OldestWait(now)), kLeast, kMost);
}

void Pool::Run(Task task) {
  const absl::Time now = SteadyNow();
  absl::MutexLock lock(&mutex_);
  Put(std::move(task), now);
}

void Pool::Put(Task task, absl::Time now) {
  tasks_.push_back({std::move(task), now});
  figures_.waiting.Add(1);
}

Pool::Task Pool::Next() {
  const absl::Time now = SteadyNow();
  const absl::Duration waited = OldestWait(now);
  Task task = std::move(tasks_.front().task);
  tasks_.pop_front();
  delay_.NoteStart(now, waited, tasks_.size());
  figures_.waiting.Add(-1);
  figures_.waits.Add(absl::ToChronoNanoseconds(waited));
  return task;
}

absl::Duration Pool::OldestWait(absl::Time now) const {
  return tasks_.empty() ? absl::ZeroDuration() : now - tasks_.front().since;
}

void Pool::Work(PoolPriority priority) {
  if (priority == PoolPriority::kLow) LowerThreadPriority();
  while (true) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &Pool::HasTaskOrEnds));
      if (tasks_.empty()) return;
      task = Next();
    }
    const Raised working(figures_.working);
    task();
  }
}

}  // namespace dragoman
