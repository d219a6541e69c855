#include "server/base/figures.h"

#include <algorithm>

namespace dragoman {

void Durations::Add(std::chrono::nanoseconds duration) {
  const int64_t nanos = std::max<int64_t>(duration.count(), 0);
  size_t place = 0;
  while (place < kBoundsMicros.size() && nanos > kBoundsMicros[place] * 1000) ++place;
  counts_[place].fetch_add(1, std::memory_order_relaxed);
  sum_nanos_.fetch_add(static_cast<uint64_t>(nanos), std::memory_order_relaxed);
}

Durations::Values Durations::Read() const {
  Values values;
  for (size_t i = 0; i < counts_.size(); ++i) {
    values.counts[i] = counts_[i].load(std::memory_order_relaxed);
  }
  values.sum_micros = sum_nanos_.load(std::memory_order_relaxed) / 1000;
  return values;
}

}  // namespace dragoman
