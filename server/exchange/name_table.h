// Enumerators by the names that files use for them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Returns the value of a name in a table of names by value, whose first is that of no value.
//
// Errors: InvalidArgument listing the names.
template <typename Value, size_t n>
StatusOr<Value> ValueOfName(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto found = std::find(names.begin() + 1, names.end(), name);
  if (found != names.end()) return static_cast<Value>(found - names.begin());
  return Error(StatusCode::kInvalidArgument, "'{}' is none of {}", Shortened(name),
               fmt::join(names.begin() + 1, names.end(), ", "));
}

// Returns the name of a value, "" when it has none.
template <typename Value, size_t n>
std::string_view NameOfValue(const std::array<std::string_view, n>& names, Value value) {
  const auto index = static_cast<size_t>(value);
  return index < n ? names[index] : "";
}

}  // namespace dragoman
