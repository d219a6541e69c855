// The metrics of one scrape: what layers count, under the names and units of Prometheus. The
// README.md of this folder lists them.
#pragma once

#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

#include "server/base/figures.h"

namespace dragoman {

// Thread-compatible.
class MetricFamilies {
 public:
  using Labels = std::vector<std::pair<std::string, std::string>>;

  // Each begins a family, or adds to it when it is the one begun last. A name is without the prefix
  // "dragoman_"; one that begins with "process_" has none.
  void AddCounter(const char* name, const char* help, double value, const Labels& labels = {});
  void AddGauge(const char* name, const char* help, double value, const Labels& labels = {});
  // In seconds.
  void AddDurations(const char* name, const char* help, const Durations& durations,
                    const Labels& labels = {});

  std::vector<prometheus::MetricFamily> Take() { return std::move(families_); }

 private:
  prometheus::ClientMetric& Add(prometheus::MetricType type, const char* name, const char* help,
                                const Labels& labels);

  std::vector<prometheus::MetricFamily> families_;
};

// Returns seconds.
inline double SecondsOf(uint64_t micros) { return static_cast<double>(micros) / 1e6; }

}  // namespace dragoman
