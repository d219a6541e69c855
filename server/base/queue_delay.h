// Whether a queue takes another request: by how long requests wait in it, not by how many do.
//
// A queue is there for bursts, and in a burst some request soon waits for little. Where every one
// of an interval waited long, the queue stands: it makes answers late and no more of them. Then it
// is held at the target by refusing the newest, which have cost nothing yet and learn of it at
// once; those that wait are the next to be answered.
//
// How long a newcomer would wait is what waits, times the time from one start to the next. That is
// known only of the present crowd: an empty queue forgets it.
//
// Example: a target of 50 ms, an interval of 500 ms, 200 starts a second. A burst of 100 requests
//          waits for 500 ms at most and is taken. After 500 ms of 2,000 requests a second, ten wait
//          at any time, and 200 a second are answered in 50 ms each.
// Source:  Nichols and Jacobson 2012, "Controlling queue delay", which drops what leaves the queue;
//          a packet has no client that waits for an answer.
#pragma once

#include <absl/time/time.h>

#include <cstddef>

namespace dragoman {

// Times are of any clock that never goes back. Thread-compatible.
class QueueDelay {
 public:
  struct Limits {
    absl::Duration target;    // That a standing queue is held at.
    absl::Duration interval;  // After which it stands, and the longest wait in a burst.
  };

  explicit QueueDelay(const Limits& limits) : limits_(limits) {}

  // Whether a newcomer is taken behind `waiting` others, the first of which has waited for
  // `oldest`.
  bool Takes(absl::Time now, size_t waiting, absl::Duration oldest);
  // Notes that a request starts which waited for `waited` and leaves `waiting` others behind.
  void NoteStart(absl::Time now, absl::Duration waited, size_t waiting);
  // Returns how long a newcomer would wait.
  absl::Duration Expected(absl::Time now, size_t waiting, absl::Duration oldest) const;

 private:
  void NoteWait(absl::Time now, absl::Duration waited);
  bool Stands(absl::Time now) const { return now - late_since_ >= limits_.interval; }

  const Limits limits_;
  absl::Time late_since_ = absl::InfiniteFuture();        // Since then every wait was long.
  absl::Time last_start_ = absl::InfiniteFuture();        // While others waited.
  absl::Duration between_starts_ = absl::ZeroDuration();  // Smoothed; zero: not known.
};

}  // namespace dragoman
