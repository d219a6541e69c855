// Times as microseconds and as text.
#include "server/base/clock.h"

#include <gmock/gmock.h>

#include <chrono>

namespace dragoman {
namespace {

int64_t MicrosOfTheStandardLibrary() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

TEST(NowMicros, IsTheWallTime) {
  constexpr int64_t kSecond = 1'000'000;
  const int64_t before = MicrosOfTheStandardLibrary();
  const int64_t now = NowMicros();
  const int64_t after = MicrosOfTheStandardLibrary();
  EXPECT_GE(now, before - kSecond);
  EXPECT_LE(now, after + kSecond);
}

TEST(FormatMicros, WritesRfc3339InUtc) {
  EXPECT_EQ(FormatMicros(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatMicros(1'795'428'300'123'456), "2026-11-23T10:05:00.123456Z");
  EXPECT_EQ(FormatMicros(951'782'400'000'000), "2000-02-29T00:00:00Z");
  EXPECT_EQ(FormatMicros(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(FormatMicros, TakesAnyNumber) {
  EXPECT_THAT(FormatMicros(INT64_MAX), ::testing::EndsWith("Z"));
  EXPECT_THAT(FormatMicros(INT64_MIN), ::testing::EndsWith("Z"));
}

}  // namespace
}  // namespace dragoman
