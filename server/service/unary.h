// A unary call from start to end: let in or refused, answered and finished in a thread of the pool,
// or, if that takes less than to wake one, at once.
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

// Answers the request in a thread of the pool; a quick one here.
//
// Lifetime: gRPC keeps context, request and response until the reactor is finished.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* RunUnary(const Backend& backend, grpc::CallbackServerContext* context,
                                   const Request* request, Response* response,
                                   Answer<Request, Response> answer, Pace pace = Pace::kAny) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const MethodRule& rule = RuleOf<Request>();
  const CallRecord record(backend.calls, rule, CallRecord::Shape::kUnary);
  StatusOr<Permit> permit = AdmitCall(backend, record, *context, rule, *request);
  if (!permit.ok()) {
    record.Finish(*reactor, permit.status(), {context, nullptr, request});
    return reactor;
  }
  const CallTime time(*context, pace == Pace::kLong ? kMostStreamTime : kMostUnaryTime);
  const auto run = [&backend, &rule, context, request, response, answer, record, reactor, time,
                    permit = *std::move(permit)] {
    const CallParties parties{context, &permit, request};
    if (time.IsOver()) return record.Finish(*reactor, AfterDeadline(), parties);
    const Call call(backend, time.Question(), permit);
    const Status status = time.Told(answer(call, *request, *response));
    backend.gate.Record(*context, rule, permit, *request, *response, status);
    record.Finish(*reactor, status, parties);
  };
  Pool& pool = pace == Pace::kLong ? backend.documents : backend.requests;
  if (pace == Pace::kQuick) {
    run();
  } else if (!pool.TryRun(run)) {
    record.Finish(*reactor, TooManyRequests(pool), {context, nullptr, request});
  }
  return reactor;
}

}  // namespace dragoman
