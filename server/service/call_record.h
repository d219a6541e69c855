// One call from its arrival to its status: counted, logged where there is something to say, and
// waited for when the server stops.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>

#include "server/service/call_figures.h"
#include "server/service/call_log.h"
#include "server/service/calls_under_way.h"
#include "server/service/errors.h"

namespace dragoman {

// What is known of all calls of a server. Thread-safe.
struct Calls {
  explicit Calls(std::chrono::milliseconds slow) : log(slow) {}

  CallFigures figures;
  CallsUnderWay under_way;
  CallLog log;
};

// Immutable; whoever answers the call ends it once. Cost: some 100 ns for both ends together.
class CallRecord {
 public:
  enum class Shape : uint8_t { kUnary, kStream };

  // Lifetime: calls and rule outlive it.
  CallRecord(Calls& calls, const MethodRule& rule, Shape shape)
      : calls_(&calls),
        rule_(&rule),
        figures_(&calls.figures.Of(rule)),
        shape_(shape),
        entered_(calls.under_way.Enter()) {
    figures_->in_flight.Add(1);
  }

  // Errors: Unavailable when the call began after the server was told to stop.
  Status CheckEntered() const { return entered_ ? absl::OkStatus() : ServerStops(); }

  // Counts the end of the call and finishes its reactor, which may own this.
  template <typename Reactor>
  void Finish(Reactor& reactor, const Status& status, const CallParties& parties) const {
    End(status, parties, [&reactor](const grpc::Status& sent) { reactor.Finish(sent); });
  }

  // The same where `finish` finishes the reactor with a status.
  template <typename FinishCall>
  void End(const Status& status, const CallParties& parties, const FinishCall& finish) const {
    const CallRecord copy = *this;
    const auto duration = std::chrono::steady_clock::now() - start_;
    figures_->by_code[static_cast<size_t>(status.code()) % figures_->by_code.size()].Add();
    figures_->durations.Add(duration);
    calls_->log.End(*rule_, status, duration, shape_ == Shape::kStream, parties);
    finish(ToGrpc(status));
    copy.figures_->in_flight.Add(-1);
    if (copy.entered_) copy.calls_->under_way.Leave();
  }

 private:
  Calls* calls_;
  const MethodRule* rule_;
  MethodFigures* figures_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Shape shape_;
  bool entered_;
};

}  // namespace dragoman
