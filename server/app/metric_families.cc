#include "server/app/metric_families.h"

#include <limits>
#include <string_view>

namespace dragoman {
namespace {

std::string FullName(std::string_view name) {
  if (name.starts_with("process_")) return std::string(name);
  return "dragoman_" + std::string(name);
}

prometheus::ClientMetric::Histogram HistogramOf(const Durations::Values& values) {
  prometheus::ClientMetric::Histogram histogram;
  for (size_t i = 0; i < values.counts.size(); ++i) {
    histogram.sample_count += values.counts[i];
    const bool has_bound = i < Durations::kBoundsMicros.size();
    const double bound = has_bound ? static_cast<double>(Durations::kBoundsMicros[i]) / 1e6
                                   : std::numeric_limits<double>::infinity();
    histogram.bucket.push_back({histogram.sample_count, bound});
  }
  histogram.sample_sum = SecondsOf(values.sum_micros);
  return histogram;
}

}  // namespace

void MetricFamilies::AddCounter(const char* name, const char* help, double value,
                                const Labels& labels) {
  Add(prometheus::MetricType::Counter, name, help, labels).counter.value = value;
}

void MetricFamilies::AddGauge(const char* name, const char* help, double value,
                              const Labels& labels) {
  Add(prometheus::MetricType::Gauge, name, help, labels).gauge.value = value;
}

void MetricFamilies::AddDurations(const char* name, const char* help, const Durations& durations,
                                  const Labels& labels) {
  Add(prometheus::MetricType::Histogram, name, help, labels).histogram =
      HistogramOf(durations.Read());
}

prometheus::ClientMetric& MetricFamilies::Add(prometheus::MetricType type, const char* name,
                                              const char* help, const Labels& labels) {
  std::string full_name = FullName(name);
  if (families_.empty() || families_.back().name != full_name) {
    families_.push_back({std::move(full_name), help, type, {}});
  }
  prometheus::ClientMetric& metric = families_.back().metric.emplace_back();
  for (const auto& [label, value] : labels) metric.label.push_back({label, value});
  return metric;
}

}  // namespace dragoman
