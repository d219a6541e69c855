#include "server/base/queue_delay.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <vector>

#include "tests/random.h"

namespace dragoman {
namespace {

constexpr QueueDelay::Limits kLimits = {absl::Milliseconds(50), absl::Milliseconds(500)};

// Servers and their queue on a clock of their own.
class Simulation {
 public:
  Simulation(size_t servers, absl::Duration work) : free_at_(servers), work_(work) {
    std::fill(free_at_.begin(), free_at_.end(), now_);
  }

  // Lets `per_second` requests a second arrive for so long.
  void Offer(double per_second, absl::Duration time) {
    const absl::Time end = now_ + time;
    for (; now_ < end; now_ += absl::Seconds(1) / per_second) {
      StartUntil(now_);
      ++offered;
      if (delay_.Takes(now_, queue_.size(), OldestWait(now_))) {
        queue_.push_back(now_);
      } else {
        ++refused;
      }
    }
    StartUntil(end);
    now_ = end;
  }

  void Forget() {
    offered = refused = 0;
    waits.clear();
  }

  size_t offered = 0;
  size_t refused = 0;
  std::vector<absl::Duration> waits;  // Of those that were started.

 private:
  absl::Duration OldestWait(absl::Time now) const {
    return queue_.empty() ? absl::ZeroDuration() : now - queue_.front();
  }

  void StartUntil(absl::Time end) {
    while (!queue_.empty()) {
      const auto server = std::min_element(free_at_.begin(), free_at_.end());
      const absl::Time start = std::max(*server, queue_.front());
      if (start > end) return;
      const absl::Duration waited = start - queue_.front();
      queue_.pop_front();
      delay_.NoteStart(start, waited, queue_.size());
      waits.push_back(waited);
      *server = start + work_ * std::uniform_real_distribution<>(0.5, 1.5)(random_);
    }
  }

  absl::Time now_ = absl::UnixEpoch();
  QueueDelay delay_{kLimits};
  std::deque<absl::Time> queue_;  // When each arrived.
  std::vector<absl::Time> free_at_;
  const absl::Duration work_;
  std::mt19937_64 random_{TestSeed()};
};

TEST(QueueDelay, TakesAllThatCanBeDone) {
  Simulation simulation(4, absl::Milliseconds(20));  // 200 a second.
  simulation.Offer(180, absl::Seconds(60));
  EXPECT_EQ(simulation.refused, 0u);
}

TEST(QueueDelay, TakesABurst) {
  Simulation simulation(4, absl::Milliseconds(20));
  simulation.Offer(10'000, absl::Milliseconds(8));  // 0.4 s of work.
  EXPECT_EQ(simulation.refused, 0u);
  simulation.Offer(1, absl::Seconds(2));
  EXPECT_LT(*std::max_element(simulation.waits.begin(), simulation.waits.end()),
            absl::Milliseconds(600));
}

TEST(QueueDelay, HoldsAStandingQueueAtTheTarget) {
  Simulation simulation(4, absl::Milliseconds(20));
  simulation.Offer(2000, absl::Seconds(2));
  simulation.Forget();
  simulation.Offer(2000, absl::Seconds(60));
  // All that can be done is done, and the rest refused.
  EXPECT_GT(simulation.waits.size(), 0.95 * 200 * 60);
  EXPECT_LT(simulation.waits.size(), 1.05 * 200 * 60);
  EXPECT_NEAR(static_cast<double>(simulation.refused), 1800 * 60, 0.05 * 1800 * 60);
  std::sort(simulation.waits.begin(), simulation.waits.end());
  EXPECT_LT(simulation.waits[simulation.waits.size() / 2], 2 * kLimits.target);
  EXPECT_LT(simulation.waits.back(), 2 * kLimits.interval);
}

TEST(QueueDelay, TakesAllAgainWhenTheCrowdIsGone) {
  Simulation simulation(4, absl::Milliseconds(20));
  simulation.Offer(2000, absl::Seconds(10));
  simulation.Offer(100, absl::Seconds(1));
  simulation.Forget();
  simulation.Offer(150, absl::Seconds(10));
  EXPECT_EQ(simulation.refused, 0u);
}

TEST(QueueDelay, SaysHowLongANewcomerWaits) {
  QueueDelay delay(kLimits);
  absl::Time now = absl::UnixEpoch();
  EXPECT_EQ(delay.Expected(now, 3, absl::Milliseconds(2)), absl::Milliseconds(2));
  for (int i = 0; i < 10; ++i) {
    now += absl::Milliseconds(10);
    delay.NoteStart(now, absl::ZeroDuration(), 3);
  }
  EXPECT_EQ(delay.Expected(now, 3, absl::Milliseconds(2)), absl::Milliseconds(30));
  EXPECT_EQ(delay.Expected(now + absl::Seconds(1), 3, absl::Milliseconds(2)), absl::Seconds(1));
  delay.NoteStart(now, absl::ZeroDuration(), 0);
  EXPECT_EQ(delay.Expected(now, 3, absl::Milliseconds(2)), absl::Milliseconds(2));
}

// Nothing starts for long when every thread has long work.
TEST(QueueDelay, StandsWhenNothingStarts) {
  QueueDelay delay(kLimits);
  const absl::Time start = absl::UnixEpoch();
  EXPECT_TRUE(delay.Takes(start, 0, absl::ZeroDuration()));
  EXPECT_TRUE(delay.Takes(start + absl::Milliseconds(60), 1, absl::Milliseconds(60)));
  EXPECT_TRUE(delay.Takes(start + absl::Milliseconds(450), 2, absl::Milliseconds(450)));
  EXPECT_FALSE(delay.Takes(start + absl::Milliseconds(600), 3, absl::Milliseconds(600)));
  // Who comes when nobody waits is taken.
  EXPECT_TRUE(delay.Takes(start + absl::Milliseconds(700), 0, absl::ZeroDuration()));
}

}  // namespace
}  // namespace dragoman
