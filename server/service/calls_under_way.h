// How many calls are under way, and the way to none when the server stops.
//
// gRPC 1.51 answers CANCELLED to calls that arrive between its Shutdown and the moment at which the
// client hears of it. So it is not shut down while clients call: from Stop on, whoever begins a
// call is told UNAVAILABLE, which every client's retry policy knows, until none is under way and
// the process ends.
#pragma once

#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "server/base/status.h"

namespace dragoman {

// Thread-safe.
class CallsUnderWay {
 public:
  // Counts a call that begins; returns false when the server stops: it is to be refused then.
  bool Enter() {
    count_.fetch_add(1);
    if (!stopping_.load()) return true;
    Leave();
    return false;
  }
  // Counts the end of a call that entered.
  void Leave() {
    if (count_.fetch_sub(1) == 1 && stopping_.load()) absl::MutexLock wake(&mutex_);
  }

  bool is_stopping() const { return stopping_.load(); }
  // Refuses calls from now on, and tells those that listen.
  void Stop() {
    stopping_.store(true);
    const absl::MutexLock lock(&listeners_mutex_);
    for (const auto& [call, stop] : listeners_) stop();
  }

  // Has `stop` called when the server stops, for a call that may wait for its client however long.
  // It must not call Forget in the same thread.
  void Listen(const void* call, std::function<void()> stop) {
    const absl::MutexLock lock(&listeners_mutex_);
    listeners_.emplace(call, std::move(stop));
  }
  // Returns once `stop` is not being called, nor going to be.
  void Forget(const void* call) {
    const absl::MutexLock lock(&listeners_mutex_);
    listeners_.erase(call);
  }

  // Waits until no call is under way, at most `patience`; returns whether that came.
  bool AwaitNone(absl::Duration patience) {
    const absl::MutexLock lock(&mutex_);
    return mutex_.AwaitWithTimeout(absl::Condition(this, &CallsUnderWay::IsNone), patience);
  }

 private:
  bool IsNone() const { return count_.load() == 0; }

  std::atomic<int64_t> count_ = 0;
  std::atomic<bool> stopping_ = false;
  absl::Mutex mutex_;  // Of those that wait.
  absl::Mutex listeners_mutex_;
  std::map<const void*, std::function<void()>> listeners_ ABSL_GUARDED_BY(listeners_mutex_);
};

// What a call is told that begins while the server stops. Nothing of it was done.
inline Status ServerStops() {
  return Error(StatusCode::kUnavailable, "the server is stopping; try again in a moment");
}

}  // namespace dragoman
