// Times of many calls, and what is said of them.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

namespace dragoman {

using BenchClock = std::chrono::steady_clock;

// Returns the microseconds since `start`.
inline double MicrosSince(BenchClock::time_point start) {
  return std::chrono::duration<double, std::micro>(BenchClock::now() - start).count();
}
inline double SecondsSince(BenchClock::time_point start) { return MicrosSince(start) / 1e6; }

// Returns the processor time that this thread has used, in microseconds. Unlike time that has
// passed, it does not depend on who else uses the processor.
double ThreadCpuMicros();

// Returns the value that `percent` of 100 samples do not exceed (nearest rank); 0 of none.
double Percentile(std::vector<double> samples, double percent);

// Returns {"count", "mean", "p50", "p99", "max"}, in the samples' unit.
nlohmann::json SummaryOf(const std::vector<double>& samples);

}  // namespace dragoman
