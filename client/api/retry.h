// How a call meets a server that is away for a moment, as in a restart.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>

namespace dragoman {

// Thread-compatible; one for each call.
class Retry {
 public:
  // Tries for `patience` from now on.
  explicit Retry(std::chrono::milliseconds patience)
      : until_(std::chrono::steady_clock::now() + patience) {}

  // Whether the call may be tried again after it ended so. Waits before it says yes, the longer the
  // more tries there were.
  bool Again(const grpc::Status& status);

 private:
  const std::chrono::steady_clock::time_point until_;
  std::chrono::milliseconds pause_{50};
};

}  // namespace dragoman
