// See retry.h.
#include "client/api/retry.h"

#include <algorithm>
#include <thread>

namespace dragoman {

bool Retry::Again(const grpc::Status& status) {
  constexpr std::chrono::milliseconds kLongestPause{500};
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE) return false;
  const auto next = std::chrono::steady_clock::now() + pause_;
  if (next > until_) return false;
  std::this_thread::sleep_until(next);
  pause_ = std::min(2 * pause_, kLongestPause);
  return true;
}

}  // namespace dragoman
