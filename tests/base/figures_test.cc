// Counters, levels and durations: what is added is read, from any thread.
#include "server/base/figures.h"

#include <gmock/gmock.h>
#include <pthread.h>
#include <sched.h>

#include <numeric>
#include <thread>
#include <vector>

#include "server/base/pool.h"

namespace dragoman {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;

uint64_t CountOf(const Durations::Values& values) {
  return std::accumulate(values.counts.begin(), values.counts.end(), uint64_t{0});
}

TEST(Counter, LosesNothingBetweenThreads) {
  constexpr int kThreads = 4;
  constexpr int kTimes = 10'000;
  Counter counter;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&counter] {
      for (int time = 0; time < kTimes; ++time) counter.Add();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counter.value(), kThreads * kTimes);
}

TEST(Raised, EndsWithItsScope) {
  Level level;
  {
    const Raised one(level);
    const Raised another(level);
    EXPECT_EQ(level.value(), 2);
  }
  EXPECT_EQ(level.value(), 0);
}

TEST(Durations, ABoundHoldsWhatIsAsLong) {
  for (size_t i = 0; i < Durations::kBoundsMicros.size(); ++i) {
    const microseconds bound(Durations::kBoundsMicros[i]);
    Durations durations;
    durations.Add(bound);
    durations.Add(bound + nanoseconds(1));
    const Durations::Values values = durations.Read();
    EXPECT_EQ(values.counts[i], 1) << i;
    EXPECT_EQ(values.counts[i + 1], 1) << i;
    EXPECT_EQ(values.sum_micros, 2 * Durations::kBoundsMicros[i]) << i;
  }
}

TEST(Durations, TakeAClockThatWentBackAsNoTime) {
  Durations durations;
  durations.Add(nanoseconds(-5));
  EXPECT_EQ(durations.Read().counts[0], 1);
  EXPECT_EQ(durations.Read().sum_micros, 0);
}

// Returns the scheduling class in which a pool runs its tasks.
int PolicyOf(PoolPriority priority) {
  int policy = -1;
  {
    Pool pool(1, 1, Pool::kNoDelayLimits, priority);
    pool.Run([&policy] {
      sched_param parameters;
      pthread_getschedparam(pthread_self(), &policy, &parameters);
    });
  }  // Ends when the task has.
  return policy;
}

TEST(Pool, ThreadsOfLowPriorityGiveWay) {
  EXPECT_EQ(PolicyOf(PoolPriority::kLow), SCHED_IDLE);
  EXPECT_EQ(PolicyOf(PoolPriority::kNormal), SCHED_OTHER);
}

TEST(PoolFigures, CountWhatWaitedAndWhatWasRefused) {
  Pool pool(1, 1);
  absl::Mutex mutex;
  bool started = false;
  bool go_on = false;
  const auto wait = [&] {
    const absl::MutexLock lock(&mutex);
    started = true;
    mutex.Await(absl::Condition(&go_on));
  };
  EXPECT_TRUE(pool.TryRun(wait));
  {
    const absl::MutexLock lock(&mutex);
    mutex.Await(absl::Condition(&started));
  }
  EXPECT_TRUE(pool.TryRun([] {}));
  EXPECT_FALSE(pool.TryRun([] {}));
  EXPECT_EQ(pool.figures().working.value(), 1);
  EXPECT_EQ(pool.figures().waiting.value(), 1);
  EXPECT_EQ(pool.figures().refused.value(), 1);
  EXPECT_EQ(CountOf(pool.figures().waits.Read()), 1);
  const absl::MutexLock lock(&mutex);
  go_on = true;
}

}  // namespace
}  // namespace dragoman
