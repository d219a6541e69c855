// How a request learns that its caller does not wait any more.
#pragma once

#include <functional>

#include "server/base/status.h"

namespace dragoman {

// Asked between the stages of a request; true ends it with Cancelled.
using Cancelled = std::function<bool()>;

// Errors: Cancelled when the caller has gone. Without a question nobody goes.
inline Status CheckCancelled(const Cancelled& cancelled) {
  return cancelled && cancelled() ? absl::CancelledError("the caller went away") : absl::OkStatus();
}

}  // namespace dragoman
