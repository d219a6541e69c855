// What a call gives back: a value, or a Failure that says what is wrong, with which field, and why.
#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dragoman {

// A field of a request that the server refused.
struct FieldProblem {
  std::string field;        // its path, e.g. "query.segment.text"
  std::string description;  // what is wrong with it and what is right
};

// Why a call failed. Immutable once made.
struct Failure {
  grpc::StatusCode code = grpc::StatusCode::UNKNOWN;
  std::string message;
  std::vector<FieldProblem> fields;
};

// Returns the failure of what was given wrong.
inline Failure Refusal(std::string message) {
  return {grpc::StatusCode::INVALID_ARGUMENT, std::move(message), {}};
}

// Stands for the value of a call that has none.
struct Nothing {};

// A value or a Failure. Thread-compatible.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}            // NOLINT: a value is a result
  Result(Failure failure) : state_(std::move(failure)) {}  // NOLINT: so is a failure

  bool ok() const { return state_.index() == 0; }

  // Requires: !ok().
  const Failure& failure() const { return *std::get_if<1>(&state_); }

  // Require: ok().
  T& operator*() { return *std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }

 private:
  std::variant<T, Failure> state_;
};

using Done = Result<Nothing>;

}  // namespace dragoman
