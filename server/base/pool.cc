#include "server/base/pool.h"

#include <algorithm>
#include <utility>

namespace dragoman {

Pool::Pool(size_t threads, size_t max_waiting) : max_waiting_(max_waiting) {
  for (size_t i = 0; i < std::max<size_t>(threads, 1); ++i) {
    threads_.emplace_back([this] { Work(); });
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
  absl::MutexLock lock(&mutex_);
  if (ending_ || tasks_.size() >= max_waiting_) {
    figures_.refused.Add();
    return false;
  }
  Put(std::move(task));
  return true;
}

void Pool::Run(Task task) {
  absl::MutexLock lock(&mutex_);
  Put(std::move(task));
}

void Pool::Put(Task task) {
  tasks_.push_back({std::move(task)});
  figures_.waiting.Add(1);
}

Pool::Task Pool::Next() {
  Waiting next = std::move(tasks_.front());
  tasks_.pop_front();
  figures_.waiting.Add(-1);
  figures_.waits.Add(std::chrono::steady_clock::now() - next.since);
  return std::move(next.task);
}

void Pool::Work() {
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
