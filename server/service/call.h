// What the calls share: the engine they work on, the threads they run in, and whether the client
// still waits.
#pragma once

#include <grpcpp/server_context.h>

#include <chrono>

#include "server/base/pool.h"
#include "server/engine/lookup.h"
#include "server/engine/registry.h"

namespace dragoman {

// Lifetime: both outlive every call; the server sees to that.
struct Backend {
  Registry& registry;
  Pool& requests;   // Requests that take what time they need and never wait for a client.
  Pool& documents;  // Renderings, which wait for the client to read.
};

// One request, for the code that answers it.
struct Call {
  Registry& registry;
  Cancelled cancelled;
};

inline bool IsOver(const grpc::CallbackServerContext& context) {
  return context.IsCancelled() || context.deadline() < std::chrono::system_clock::now();
}

// Returns the question whether the client has gone or its deadline has passed.
//
// Lifetime: the context outlives the function.
inline Cancelled CancelledOf(const grpc::CallbackServerContext& context) {
  return [&context] { return IsOver(context); };
}

inline Status TooManyRequests() {
  return Error(StatusCode::kResourceExhausted,
               "the server has more requests waiting than it takes; wait a moment and retry");
}

}  // namespace dragoman
