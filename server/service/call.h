// What the calls share: the engine they work on, the threads they run in, who calls, and whether
// the client still waits.
#pragma once

#include <grpcpp/server_context.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "server/base/pool.h"
#include "server/base/retry_delay.h"
#include "server/engine/access.h"
#include "server/engine/lookup.h"
#include "server/engine/registry.h"
#include "server/engine/visible_catalog.h"
#include "server/service/call_record.h"
#include "server/service/gate.h"

namespace dragoman {

// Lifetime: all outlive every call; the server sees to that.
struct Backend {
  Registry& registry;
  Access& access;
  const Gate& gate;
  Pool& requests;   // Requests that take what time they need and never wait for a client.
  Pool& documents;  // Renderings and reports, which wait for the client to read.
  Pool& imports;    // What clients bring, which waits for what is being written.
  Calls& calls;
};

// One request that was let in, for the code that answers it.
class Call {
 public:
  Call(const Backend& on, Cancelled whether_cancelled, Permit of_caller)
      : backend(on),
        cancelled(std::move(whether_cancelled)),
        permit(std::move(of_caller)),
        visible_(on.registry, permit.rights()) {}

  // What the caller may see.
  const Catalog& registry() const {
    if (permit.sees_all()) return backend.registry;
    return visible_;
  }

  const Backend& backend;
  const Cancelled cancelled;
  const Permit permit;

 private:
  VisibleCatalog visible_;  // Its rights are in the table that the permit holds, as its copies do.
};

// Whether a request is likely to take less time than a thread takes to wake. Such a one is answered
// in the thread of the network that brought it: the network waits no longer for that thread than it
// would for a processor. One that may wait for a backup under way goes to the documents pool.
enum class Pace { kQuick, kAny, kLong };

// Returns the pace of work that grows with a text: a sentence or two is quick.
inline Pace PaceOf(std::string_view text) {
  constexpr size_t kQuickBytes = 600;
  return text.size() <= kQuickBytes ? Pace::kQuick : Pace::kAny;
}

// How long a call is worked on at most, whatever its client asks for.
inline constexpr absl::Duration kMostUnaryTime = absl::Seconds(30);
inline constexpr absl::Duration kMostStreamTime = absl::Hours(1);

// When a call is over: its client has gone, its deadline or the server's own has passed.
//
// Lifetime: the context outlives it.
class CallTime {
 public:
  // Begins now.
  CallTime(const grpc::CallbackServerContext& context, absl::Duration most)
      : context_(&context),
        end_(std::min(context.deadline(),
                      std::chrono::system_clock::now() + absl::ToChronoMicroseconds(most))) {}

  bool IsOver() const { return context_->IsCancelled() || end_ < std::chrono::system_clock::now(); }
  Cancelled Question() const {
    return [time = *this] { return time.IsOver(); };
  }
  // Returns what the client is told of work that ended so: the engine, which was told to stop, does
  // not know by whom.
  Status Told(const Status& status) const {
    if (status.code() != StatusCode::kCancelled || context_->IsCancelled()) return status;
    return Error(StatusCode::kDeadlineExceeded,
                 "the call took longer than it may; ask for less at a time");
  }

 private:
  const grpc::CallbackServerContext* context_;
  std::chrono::system_clock::time_point end_;
};

// Lets a call in that begins: while the server serves, if the caller may.
inline StatusOr<Permit> AdmitCall(const Backend& backend, const CallRecord& record,
                                  const grpc::CallbackServerContext& context,
                                  const MethodRule& rule,
                                  const google::protobuf::Message& request) {
  RETURN_IF_ERROR(record.CheckEntered());
  return backend.gate.Admit(context, rule, request);
}

// Of a request that the pool does not take.
inline Status TooManyRequests(const Pool& pool) {
  return WithRetryDelay(
      Error(StatusCode::kResourceExhausted,
            "the server has more requests waiting than it takes; wait a moment and retry"),
      pool.RetryDelay());
}

}  // namespace dragoman
