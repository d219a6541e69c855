// What the log says of calls: those that failed by the server's fault, or for want of resources,
// and those that took long.
#pragma once

#include <absl/synchronization/mutex.h>
#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>

#include <chrono>
#include <cstdint>

#include "server/base/status.h"
#include "server/service/access_rules.h"
#include "server/service/gate.h"

namespace dragoman {

// Whose call it is and what it asks, as far as that is known; null: not.
struct CallParties {
  const grpc::CallbackServerContext* context = nullptr;
  const Permit* permit = nullptr;
  const google::protobuf::Message* request = nullptr;
};

// Thread-safe.
class CallLog {
 public:
  // `slow`: calls with one request and one answer that take longer are logged; 0: none.
  explicit CallLog(std::chrono::milliseconds slow) : slow_(slow) {}

  // Logs the call if there is something to say; at most kMostASecond, then how many were left out.
  // Never a text of a user's: of the request only the names of memories and glossaries and its id.
  // Cost: two comparisons for most calls.
  //
  // `is_stream`: takes as long as its client wants, so it is never slow.
  void End(const MethodRule& rule, const Status& status, std::chrono::nanoseconds duration,
           bool is_stream, const CallParties& parties);

 private:
  static constexpr int kMostASecond = 20;

  // Returns how many were left out before this one, -1 when it is left out too.
  int64_t Take();

  const std::chrono::milliseconds slow_;
  absl::Mutex mutex_;
  std::chrono::steady_clock::time_point second_ ABSL_GUARDED_BY(mutex_);
  int logged_ ABSL_GUARDED_BY(mutex_) = 0;        // Since then.
  int64_t left_out_ ABSL_GUARDED_BY(mutex_) = 0;  // Not said yet.
};

}  // namespace dragoman
