// GoogleTest matchers for absl::Status and absl::StatusOr.
#pragma once

#include <gmock/gmock.h>

#include <string>

#include "server/base/status.h"

namespace dragoman {

inline const Status& StatusOf(const Status& status) { return status; }
template <typename T>
const Status& StatusOf(const StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// Matches a status of `code` whose message contains `text`.
MATCHER_P2(StatusIs, code, text, "") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code &&
         std::string(ToStd(StatusOf(arg).message())).find(text) != std::string::npos;
}

}  // namespace dragoman

#define ASSERT_OK(expr) ASSERT_THAT(expr, ::dragoman::IsOk())
#define EXPECT_OK(expr) EXPECT_THAT(expr, ::dragoman::IsOk())
#define ASSERT_OK_AND_ASSIGN(lhs, expr) \
  ASSERT_OK_AND_ASSIGN_INNER(DRAGOMAN_CONCAT(test_status_or_, __LINE__), lhs, expr)
#define ASSERT_OK_AND_ASSIGN_INNER(tmp, lhs, expr) \
  auto tmp = (expr);                               \
  ASSERT_THAT(tmp, ::dragoman::IsOk());            \
  lhs = std::move(tmp).value()
