// A unary call from start to end: handed to the pool, answered there, finished there.
#pragma once

#include <grpcpp/support/server_callback.h>

#include "server/service/call.h"
#include "server/service/errors.h"

namespace dragoman {

// Fills the response to a request.
template <typename Request, typename Response>
using Answer = Status (*)(const Call&, const Request&, Response&);

inline Status AfterDeadline() {
  return Error(StatusCode::kDeadlineExceeded, "the deadline passed before the answer was ready");
}

// Hands the request to the pool and returns at once.
//
// Lifetime: gRPC keeps context, request and response until the reactor is finished.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* RunUnary(const Backend& backend, grpc::CallbackServerContext* context,
                                   const Request* request, Response* response,
                                   Answer<Request, Response> answer) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool taken =
      backend.requests.TryRun([&backend, context, request, response, answer, reactor] {
        if (IsOver(*context)) return reactor->Finish(ToGrpc(AfterDeadline()));
        const Call call{backend.registry, CancelledOf(*context)};
        reactor->Finish(ToGrpc(answer(call, *request, *response)));
      });
  if (!taken) reactor->Finish(ToGrpc(TooManyRequests()));
  return reactor;
}

}  // namespace dragoman
