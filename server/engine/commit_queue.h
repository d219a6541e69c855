// Combines the waiting writers of one shard: the first of them becomes the leader and commits for
// all that came while the commit before was being synced to disk, so that many writers share one
// disk sync (group commit) and a lone writer waits for nobody.
#pragma once

#include <absl/synchronization/mutex.h>

#include <span>
#include <utility>
#include <vector>

namespace dragoman {

// Thread-safe. A Job is whatever the leader understands; it stays the caller's.
template <typename Job>
class CommitQueue {
 public:
  // Returns once `job` was part of one call of `lead(std::span<Job* const>)`, made by this thread
  // or another one. Calls of `lead` never overlap; jobs keep the order in which they came.
  template <typename Lead>
  void Run(Job& job, const Lead& lead) {
    Waiting self{&job};
    absl::MutexLock lock(&mutex_);
    waiting_.push_back(&self);
    const auto my_turn = [this, &self] { return self.done || !leading_; };
    mutex_.Await(absl::Condition(&my_turn));
    if (self.done) return;
    LeadAll(lead);
  }

 private:
  struct Waiting {
    Job* job;
    bool done = false;
  };

  template <typename Lead>
  void LeadAll(const Lead& lead) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    leading_ = true;
    const std::vector<Waiting*> group = std::exchange(waiting_, {});
    std::vector<Job*> jobs;
    for (const Waiting* one : group) jobs.push_back(one->job);
    mutex_.Unlock();
    lead(std::span<Job* const>(jobs));
    mutex_.Lock();
    for (Waiting* one : group) one->done = true;
    leading_ = false;
  }

  absl::Mutex mutex_;
  std::vector<Waiting*> waiting_ ABSL_GUARDED_BY(mutex_);
  bool leading_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dragoman
