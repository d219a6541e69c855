#include "server/base/queue_delay.h"

#include <algorithm>

namespace dragoman {

bool QueueDelay::Takes(absl::Time now, size_t waiting, absl::Duration oldest) {
  if (waiting == 0) return true;
  // Its wait is not over: a short one so far says nothing.
  if (oldest > limits_.target) NoteWait(now, oldest);
  return Expected(now, waiting, oldest) <= (Stands(now) ? limits_.target : limits_.interval);
}

void QueueDelay::NoteStart(absl::Time now, absl::Duration waited, size_t waiting) {
  NoteWait(now, waited);
  if (now >= last_start_) {
    const absl::Duration since = now - last_start_;
    // One start says little: an eighth of it counts.
    between_starts_ = between_starts_ == absl::ZeroDuration()
                          ? since
                          : between_starts_ + (since - between_starts_) / 8;
  }
  last_start_ = now;
  if (waiting > 0) return;
  last_start_ = absl::InfiniteFuture();
  between_starts_ = absl::ZeroDuration();
}

// How long the oldest has waited says how long the queue was, not how long it is; it counts only
// while nothing else is known.
absl::Duration QueueDelay::Expected(absl::Time now, size_t waiting, absl::Duration oldest) const {
  if (between_starts_ == absl::ZeroDuration()) return oldest;
  return std::max(now - last_start_, between_starts_ * waiting);
}

// A queue held at the target has waits around it: only clearly shorter ones end its standing.
void QueueDelay::NoteWait(absl::Time now, absl::Duration waited) {
  if (waited <= limits_.target / 2) {
    late_since_ = absl::InfiniteFuture();
  } else if (waited > limits_.target) {
    late_since_ = std::min(late_since_, now);
  }
}

}  // namespace dragoman
