// How a request learns that its caller does not wait any more.
#pragma once

#include <cstddef>
#include <functional>

#include "server/base/status.h"

namespace dragoman {

// Asked between the stages of a request; true ends it with Cancelled.
using Cancelled = std::function<bool()>;

// Errors: Cancelled when the caller has gone. Without a question nobody goes.
inline Status CheckCancelled(const Cancelled& cancelled) {
  return cancelled && cancelled() ? absl::CancelledError("the caller went away") : absl::OkStatus();
}

// Asks once in so many steps, for loops whose steps are shorter than a question.
//
// Lifetime: the question outlives it.
class PacedCheck {
 public:
  explicit PacedCheck(const Cancelled& cancelled) : cancelled_(cancelled) {}

  // To be called at each step. Errors: Cancelled.
  Status Step() {
    constexpr size_t kSteps = 256;
    return ++steps_ % kSteps == 0 ? CheckCancelled(cancelled_) : absl::OkStatus();
  }

 private:
  const Cancelled& cancelled_;
  size_t steps_ = 0;
};

}  // namespace dragoman
