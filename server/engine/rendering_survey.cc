#include "server/engine/rendering_survey.h"

#include <algorithm>
#include <tuple>

namespace dragoman {

void RenderingSurvey::Add(const Observation& observation) {
  auto there = seen_.find(observation.key);
  if (there == seen_.end()) {
    if (seen_.size() >= kMaxSurveyed) {
      cut_ = true;
      return;
    }
    there = seen_.emplace(observation.key, Seen{observation.renderings.front().identity}).first;
  }
  Seen& seen = there->second;
  ++seen.uses;
  for (const ObservedRendering& one : observation.renderings) {
    seen.varied |= one.identity != seen.rendering;
  }
}

std::vector<uint64_t> RenderingSurvey::Varied(size_t most) const {
  std::vector<std::pair<uint32_t, uint64_t>> varied;  // By uses, ascending from the most used.
  for (const auto& [key, seen] : seen_) {
    if (seen.varied) varied.emplace_back(UINT32_MAX - seen.uses, key);
  }
  const auto end = varied.begin() + static_cast<std::ptrdiff_t>(std::min(most, varied.size()));
  std::partial_sort(varied.begin(), end, varied.end());
  std::vector<uint64_t> keys;
  for (auto one = varied.begin(); one != end; ++one) keys.push_back(one->second);
  return keys;
}

uint64_t RenderingSurvey::varied() const {
  return static_cast<uint64_t>(std::count_if(
      seen_.begin(), seen_.end(), [](const auto& entry) { return entry.second.varied; }));
}

}  // namespace dragoman
