// What layers count of their work, for whoever shows it: plain atomics, which cost the work a few
// nanoseconds and know nothing of monitoring. server/app/metrics.h names and exports them.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dragoman {

// What only grows. Thread-safe.
class Counter {
 public:
  void Add(uint64_t more = 1) { value_.fetch_add(more, std::memory_order_relaxed); }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_ = 0;
};

// What rises and falls, such as the number of calls under way. Thread-safe.
class Level {
 public:
  void Add(int64_t more) { value_.fetch_add(more, std::memory_order_relaxed); }
  int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int64_t> value_ = 0;
};

// One more of a level for as long as it lives. Thread-compatible.
class Raised {
 public:
  // Lifetime: the level outlives it.
  explicit Raised(Level& level) : level_(level) { level_.Add(1); }
  ~Raised() { level_.Add(-1); }
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;

 private:
  Level& level_;
};

// How long things took, as counts by duration. Thread-safe.
class Durations {
 public:
  // The longest duration of each count but the last, which has all that is longer. A lookup of one
  // sentence takes about 60 us, a commit a few ms, a report seconds.
  static constexpr std::array<int64_t, 16> kBoundsMicros = {
      25,     50,     100,     250,     500,       1'000,     2'500,      5'000,
      10'000, 25'000, 100'000, 250'000, 1'000'000, 5'000'000, 30'000'000, 120'000'000};

  struct Values {
    std::array<uint64_t, kBoundsMicros.size() + 1> counts{};
    uint64_t sum_micros = 0;
  };

  void Add(std::chrono::nanoseconds duration);
  // Returns the values; of durations that are being added, some parts may be there already.
  Values Read() const;

 private:
  std::array<std::atomic<uint64_t>, kBoundsMicros.size() + 1> counts_{};
  std::atomic<uint64_t> sum_nanos_ = 0;
};

}  // namespace dragoman
