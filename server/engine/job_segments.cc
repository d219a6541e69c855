#include "server/engine/job_segments.h"

#include <algorithm>
#include <utility>

#include "server/match/score.h"
#include "server/match/text_ids.h"

namespace dragoman {
namespace {

// A change of an index costs as much as comparing some dozens of texts.
constexpr size_t kMaxWaiting = 64;

// Returns a key that segments share exactly when they score 100.
std::string RepetitionKey(const Analysis& segment) {
  std::string key = segment.exact_key;
  for (const Code& code : segment.codes) {
    const std::string name = CodeKey(code);
    key += fmt::format("\n{} {}", name.size(), name);  // An exact key has no line end.
  }
  return key;
}

}  // namespace

std::optional<size_t> JobSegments::Meet(const Analysis& segment, size_t file) {
  const auto [entry, is_new] = files_.try_emplace(RepetitionKey(segment), file);
  if (is_new) return std::nullopt;
  return std::exchange(entry->second, file);
}

std::optional<int> JobSegments::MostLike(const Analysis& segment, int min_score) const {
  SearchOptions options;
  options.min_score = min_score;
  options.limit = 1;
  const std::vector<Hit> hits = index_.snapshot()->Search(KeysOf(segment), options);
  int best = hits.empty() ? 0 : hits.front().score.score;
  for (const Analysis& other : waiting_) best = std::max(best, ScoreOf(segment, other).score);
  return best >= min_score ? std::optional(best) : std::nullopt;
}

void JobSegments::Add(const Analysis& segment) {
  waiting_.push_back(segment);
  if (waiting_.size() >= kMaxWaiting) MoveToIndex();
}

void JobSegments::MoveToIndex() {
  std::vector<IndexChange> changes;
  for (Analysis& segment : waiting_) {
    ++added_;
    changes.push_back({added_, EntryOf(added_, std::move(segment))});
  }
  waiting_.clear();
  index_.Apply(changes, added_);
}

}  // namespace dragoman
