// One call from its arrival to its status, for what is counted of calls.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>

#include "server/service/call_figures.h"
#include "server/service/errors.h"

namespace dragoman {

// Immutable; whoever answers the call ends it once. Cost: some 100 ns for both ends together.
class CallRecord {
 public:
  // Lifetime: the figures outlive it.
  CallRecord(CallFigures& calls, const MethodRule& rule) : figures_(&calls.Of(rule)) {
    figures_->in_flight.Add(1);
  }

  // Counts the end of the call and calls `finish` with its status, which may delete the owner of
  // this.
  template <typename FinishCall>
  void End(const Status& status, const FinishCall& finish) const {
    MethodFigures& figures = *figures_;
    figures.by_code[static_cast<size_t>(status.code()) % figures.by_code.size()].Add();
    figures.durations.Add(std::chrono::steady_clock::now() - start_);
    finish(ToGrpc(status));
    figures.in_flight.Add(-1);
  }

 private:
  MethodFigures* figures_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace dragoman
