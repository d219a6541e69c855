#include "server/base/pool.h"

#include <absl/synchronization/notification.h>
#include <gtest/gtest.h>

#include <atomic>

namespace dragoman {
namespace {

TEST(Pool, RunsEveryTaskBeforeItEnds) {
  std::atomic<int> done = 0;
  {
    Pool pool(4, 1000);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(pool.TryRun([&done] { ++done; }));
  }
  EXPECT_EQ(done, 1000);
}

TEST(Pool, RefusesWhenFull) {
  absl::Notification started;
  absl::Notification release;
  std::atomic<int> done = 0;
  {
    Pool pool(1, 2);
    EXPECT_TRUE(pool.TryRun([&] {
      started.Notify();
      release.WaitForNotification();
    }));
    started.WaitForNotification();
    EXPECT_TRUE(pool.TryRun([&done] { ++done; }));
    EXPECT_TRUE(pool.TryRun([&done] { ++done; }));
    EXPECT_FALSE(pool.TryRun([&done] { ++done; }));
    pool.Run([&done] { ++done; });
    release.Notify();
  }
  EXPECT_EQ(done, 3);
}

TEST(Pool, TasksMayAddTasks) {
  std::atomic<int> done = 0;
  absl::Notification all;
  Pool pool(2, 10);
  std::function<void()> step = [&] {
    if (++done == 100) return all.Notify();
    pool.Run(step);
  };
  pool.Run(step);
  all.WaitForNotification();
  EXPECT_EQ(done, 100);
}

}  // namespace
}  // namespace dragoman
