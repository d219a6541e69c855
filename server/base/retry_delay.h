// Errors that say when the same request is worth another try.
#pragma once

#include <absl/time/time.h>

#include <optional>

#include "server/base/status.h"

namespace dragoman {

// Returns the same error with the time to wait before another try.
Status WithRetryDelay(Status status, absl::Duration delay);
// Returns that time, or none when the error names none.
std::optional<absl::Duration> RetryDelayOf(const Status& status);

}  // namespace dragoman
