// Enumerations from the wire. Those of the model have the numbers of the wire.
#pragma once

#include <google/protobuf/generated_enum_reflection.h>

#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Returns the model's value, or `fallback` when the wire gives none (0).
//
// Errors: InvalidArgument about `field` when the number is none of the enumeration's.
template <typename Model, typename Wire>
StatusOr<Model> EnumOf(std::string_view field, Wire value, Model fallback) {
  const int number = static_cast<int>(value);
  if (number == 0) return fallback;
  const auto* type = google::protobuf::GetEnumDescriptor<Wire>();
  if (type->FindValueByNumber(number) == nullptr) {
    return FieldError(field, fmt::format("{} is no value of {}", number, type->name()));
  }
  return static_cast<Model>(number);
}

}  // namespace dragoman
