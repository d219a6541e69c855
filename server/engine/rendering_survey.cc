#include "server/engine/rendering_survey.h"

#include <algorithm>

namespace dragoman {

void RenderingSurvey::Add(const Observation& observation) {
  auto there = seen_.find(observation.key);
  if (there == seen_.end()) {
    if (seen_.size() >= kMaxFollowed) {
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

StatusOr<std::vector<uint64_t>> RenderingSurvey::Varied(const RenderingObserver& wants,
                                                        const Cancelled& cancelled) const {
  std::vector<std::pair<uint32_t, uint64_t>> varied;  // From the most used on.
  PacedCheck check(cancelled);
  for (const auto& [key, seen] : seen_) {
    RETURN_IF_ERROR(check.Step());
    if (seen.varied && wants.Wants(key, seen.uses))
      varied.emplace_back(UINT32_MAX - seen.uses, key);
  }
  std::sort(varied.begin(), varied.end());
  std::vector<uint64_t> keys;
  keys.reserve(varied.size());
  for (const auto& [order, key] : varied) keys.push_back(key);
  return keys;
}

}  // namespace dragoman
