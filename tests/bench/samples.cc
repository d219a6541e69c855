#include "tests/bench/samples.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dragoman {

double ThreadCpuMicros() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double Percentile(std::vector<double> samples, double percent) {
  if (samples.empty()) return 0;
  const double rank = std::ceil(percent / 100 * static_cast<double>(samples.size()));
  const auto at = samples.begin() + static_cast<int64_t>(std::max(rank, 1.0)) - 1;
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

nlohmann::json SummaryOf(const std::vector<double>& samples) {
  const double sum = std::accumulate(samples.begin(), samples.end(), 0.0);
  const auto count = static_cast<double>(std::max<size_t>(samples.size(), 1));
  return {{"count", samples.size()},
          {"mean", sum / count},
          {"p50", Percentile(samples, 50)},
          {"p99", Percentile(samples, 99)},
          {"max", Percentile(samples, 100)}};
}

}  // namespace dragoman
