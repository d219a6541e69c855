#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/service/call.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

// A context that no call has gone through: nobody has cancelled it, and it has no deadline.
class CallTimeTest : public testing::Test {
 protected:
  grpc::CallbackServerContext context_;
};

TEST_F(CallTimeTest, GoesOnWhileItMay) {
  const CallTime time(context_, absl::Hours(1));
  EXPECT_FALSE(time.IsOver());
  EXPECT_FALSE(time.Question()());
}

TEST_F(CallTimeTest, EndsWithTheServersOwnLimit) {
  const CallTime time(context_, absl::Microseconds(-1));
  EXPECT_TRUE(time.IsOver());
  EXPECT_TRUE(time.Question()());
}

// The work says "cancelled" whoever ended it: a client that still waits is told of its deadline.
TEST_F(CallTimeTest, TellsAWaitingClientOfTheTime) {
  const CallTime time(context_, absl::Microseconds(-1));
  EXPECT_THAT(time.Told(absl::CancelledError("the caller went away")),
              StatusIs(StatusCode::kDeadlineExceeded, "longer than it may"));
  EXPECT_THAT(time.Told(absl::OkStatus()), IsOk());
  EXPECT_THAT(time.Told(absl::NotFoundError("no memory")),
              StatusIs(StatusCode::kNotFound, "no memory"));
}

}  // namespace
}  // namespace dragoman
