#include "server/base/retry_delay.h"

#include <absl/strings/cord.h>

namespace dragoman {
namespace {
constexpr char kRetryUrl[] = "dragoman/retry";
}

Status WithRetryDelay(Status status, absl::Duration delay) {
  status.SetPayload(kRetryUrl, absl::Cord(absl::FormatDuration(delay)));
  return status;
}

std::optional<absl::Duration> RetryDelayOf(const Status& status) {
  const auto payload = status.GetPayload(kRetryUrl);
  absl::Duration delay;
  if (!payload || !absl::ParseDuration(std::string(*payload), &delay)) return std::nullopt;
  return delay;
}

}  // namespace dragoman
