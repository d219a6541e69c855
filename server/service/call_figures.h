// What is counted of the calls of each method.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>

#include "server/base/figures.h"
#include "server/base/status.h"
#include "server/service/access_rules.h"

namespace dragoman {

// Thread-safe.
struct MethodFigures {
  std::string method;  // "MemoryService.Lookup".
  Level in_flight;
  std::array<Counter, 17> by_code;  // Calls that ended, by the code of their status.
  Durations durations;              // Of these calls: from their arrival to their status.
};

// Thread-safe: the methods are all there from the start.
class CallFigures {
 public:
  // Has the methods of AllServices().
  CallFigures();

  // Requires: the rule of a method of the server.
  MethodFigures& Of(const MethodRule& rule) { return *methods_.at(&rule); }

  // Calls `visit` with the figures of each method.
  template <typename Visit>
  void VisitAll(const Visit& visit) const {
    for (const auto& [rule, figures] : methods_) visit(*figures);
  }

 private:
  std::unordered_map<const MethodRule*, std::unique_ptr<MethodFigures>> methods_;
};

}  // namespace dragoman
