// When a call is tried again.
#include "client/api/retry.h"

#include <gmock/gmock.h>

namespace dragoman {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

const grpc::Status kAway(grpc::StatusCode::UNAVAILABLE, "the server is stopping");

TEST(Retry, IsForServersThatAreAwayOnly) {
  Retry retry{hours(1)};
  EXPECT_FALSE(retry.Again(grpc::Status::OK));
  for (int code = grpc::StatusCode::CANCELLED; code <= grpc::StatusCode::UNAUTHENTICATED; ++code) {
    if (code == grpc::StatusCode::UNAVAILABLE) continue;
    EXPECT_FALSE(retry.Again({static_cast<grpc::StatusCode>(code), ""})) << code;
  }
  EXPECT_TRUE(retry.Again(kAway));
}

TEST(Retry, WithoutPatienceIsNone) { EXPECT_FALSE(Retry(milliseconds(0)).Again(kAway)); }

TEST(Retry, EndsWithItsPatience) {
  constexpr milliseconds kPatience{200};
  const auto start = std::chrono::steady_clock::now();
  Retry retry(kPatience);
  int tries = 0;
  while (retry.Again(kAway)) ++tries;
  EXPECT_LE(tries, 2);  // After 50 ms, and after 100 ms more.
  EXPECT_LT(std::chrono::steady_clock::now() - start, hours(1));
}

}  // namespace
}  // namespace dragoman
