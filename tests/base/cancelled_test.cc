#include "server/base/cancelled.h"

#include <gtest/gtest.h>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(PacedCheck, AsksOnceInSoManySteps) {
  size_t asked = 0;
  const Cancelled cancelled = [&] { return ++asked == 3; };
  PacedCheck check(cancelled);
  size_t steps = 1;
  while (check.Step().ok()) ++steps;
  EXPECT_EQ(asked, 3u);
  EXPECT_EQ(steps, 3u * 256);
}

TEST(PacedCheck, GoesOnWithoutAQuestion) {
  const Cancelled nobody;
  PacedCheck check(nobody);
  for (int step = 0; step < 1000; ++step) ASSERT_OK(check.Step());
}

}  // namespace
}  // namespace dragoman
