// Many writers, one at a time at the store.
#include "server/engine/commit_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace dragoman {
namespace {

struct CountedJob {
  int led = 0;
};

TEST(CommitQueue, ALoneWriterLeadsAtOnce) {
  CommitQueue<CountedJob> queue;
  CountedJob job;
  queue.Run(job, [](std::span<CountedJob* const> jobs) {
    EXPECT_EQ(jobs.size(), 1U);
    ++jobs[0]->led;
  });
  EXPECT_EQ(job.led, 1);
}

TEST(CommitQueue, EachJobIsLedOnceLeadersNeverMeetAndWaitingJobsShareOne) {
  constexpr int kWriters = 8;
  constexpr int kJobs = 500;
  CommitQueue<CountedJob> queue;
  std::atomic<int> leaders = 0;
  std::atomic<int> led = 0;
  std::atomic<int> commits = 0;
  const auto lead = [&](std::span<CountedJob* const> jobs) {
    EXPECT_EQ(++leaders, 1);
    for (CountedJob* job : jobs) ++job->led;
    led += static_cast<int>(jobs.size());
    ++commits;
    for (int i = 0; i < 5; ++i) std::this_thread::yield();  // A disk takes its time.
    --leaders;
  };
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      for (int j = 0; j < kJobs; ++j) {
        CountedJob job;
        queue.Run(job, lead);
        EXPECT_EQ(job.led, 1);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(led, kWriters * kJobs);
  EXPECT_LT(commits, led);
}

}  // namespace
}  // namespace dragoman
