// Errors are values: absl::Status and absl::StatusOr, with the macros that Debian's Abseil lacks
// and constructors that take fmt patterns. A status may name the request field it is about
// (FieldError); the service layer turns that into a BadRequest detail.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace dragoman {

using absl::Status;
using absl::StatusCode;
using absl::StatusOr;

// Debian's absl::string_view is not std::string_view; this is the one bridge.
inline absl::string_view ToAbsl(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view ToStd(absl::string_view s) { return {s.data(), s.size()}; }
inline std::string_view MessageOf(const Status& s) { return ToStd(s.message()); }

// Returns a status with a message built by fmt, e.g. Error(kNotFound, "no memory '{}'", name).
template <typename... Args>
Status Error(StatusCode code, fmt::format_string<Args...> pattern, Args&&... args) {
  return Status(code, fmt::format(pattern, std::forward<Args>(args)...));
}

// Returns an error about the request field `field` (a path such as
// "units[3].variants[0].language").
Status FieldError(std::string_view field, std::string_view message,
                  StatusCode code = StatusCode::kInvalidArgument);

// Returns the field a status is about, or "" when it names none.
std::string FieldOf(const Status& status);

// Returns the same error with `prefix` before its field path, so that a caller that checks
// element 3 of a list turns "text" into "units[3].text". Statuses without a field are unchanged.
Status WithFieldPrefix(std::string_view prefix, const Status& status);

// Returns `text` cut to at most `max_bytes` at a character border, with "…" where something was
// cut: for values quoted in messages.
std::string Shortened(std::string_view text, size_t max_bytes = 60);

}  // namespace dragoman

#define DRAGOMAN_CONCAT_INNER(a, b) a##b
#define DRAGOMAN_CONCAT(a, b) DRAGOMAN_CONCAT_INNER(a, b)

#define RETURN_IF_ERROR(expr)                                                                \
  do {                                                                                       \
    if (::absl::Status status_of_expr = (expr); !status_of_expr.ok()) return status_of_expr; \
  } while (false)

#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_INNER(DRAGOMAN_CONCAT(status_or_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_INNER(tmp, lhs, expr)   \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return std::move(tmp).status(); \
  lhs = std::move(tmp).value()
