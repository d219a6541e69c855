// The writer's side of the index: kills what a commit replaces, builds a part of what it brings,
// and merges small parts, so that a snapshot has few of them.
#include "server/match/index.h"

#include <algorithm>

#include "server/match/part_builder.h"

namespace dragoman {
namespace {

// Parts in memory of at most this many entries are merged by the committing thread.
constexpr size_t kSmallPart = 4096;

// Returns the last change of each unit, ordered by unit.
std::vector<const IndexChange*> LastChanges(std::span<const IndexChange> changes) {
  std::vector<const IndexChange*> last;
  for (const IndexChange& change : changes) last.push_back(&change);
  std::stable_sort(last.begin(), last.end(),
                   [](const auto* a, const auto* b) { return a->unit < b->unit; });
  size_t kept = 0;
  for (size_t i = 0; i < last.size(); ++i) {
    const bool is_last = i + 1 == last.size() || last[i + 1]->unit != last[i]->unit;
    if (is_last) last[kept++] = last[i];
  }
  last.resize(kept);
  return last;
}

void Kill(uint32_t entry, std::shared_ptr<DeadMarks>& dead, LivePart& live) {
  if (!dead) {
    dead = live.dead ? std::make_shared<DeadMarks>(*live.dead)
                     : std::make_shared<DeadMarks>(live.part->size());
  }
  (*dead)[entry] = true;
  --live.live;
}

// Marks as dead what the part holds of the changed units.
void KillUnits(std::span<const IndexChange* const> changes, LivePart& live) {
  std::shared_ptr<DeadMarks> dead;
  for (const IndexChange* change : changes) {
    const auto entry = live.part->FindUnit(change->unit);
    const bool is_dead = entry && (dead ? (*dead)[*entry] : !live.IsLive(*entry));
    if (entry && !is_dead) Kill(*entry, dead, live);
  }
  if (dead) live.dead = std::move(dead);
}

LivePart Built(PartBuilder& builder) {
  const size_t live = builder.size();
  return {.part = std::make_shared<IndexPart>(ImageInMemory(builder.Build())),
          .dead = nullptr,
          .live = live};
}

// Adds the fresh entries as a part at the end. Small parts before it (from `first` on) that are not
// larger are merged with it, so that their sizes at least double from the newest to the oldest.
void AddPart(PartBuilder& builder, size_t first, std::vector<LivePart>& parts) {
  while (parts.size() > first) {
    const LivePart& last = parts.back();
    const bool small = last.in_memory() && last.live < kSmallPart && builder.size() < kSmallPart;
    if (!small || last.live > builder.size()) break;
    builder.AddLive(last);
    parts.pop_back();
  }
  parts.push_back(Built(builder));
}

// Kills in `merged` what was killed in a source since the merge began.
void KillDiedSince(const LivePart& source, const LivePart& present, LivePart& merged) {
  if (present.dead == source.dead) return;
  std::shared_ptr<DeadMarks> dead;
  if (merged.dead) dead = std::make_shared<DeadMarks>(*merged.dead);
  for (uint32_t entry = 0; entry < source.part->size(); ++entry) {
    if (!source.IsLive(entry) || present.IsLive(entry)) continue;
    const auto carried = merged.part->FindUnit(source.part->unit(entry));
    if (carried) Kill(*carried, dead, merged);
  }
  merged.dead = std::move(dead);
}

}  // namespace

std::shared_ptr<const IndexSnapshot> MatchIndex::snapshot() const {
  const absl::MutexLock lock(&mutex_);
  return snapshot_;
}

void MatchIndex::Publish(std::vector<LivePart> parts, Revision revision) {
  auto next = std::make_shared<IndexSnapshot>(std::move(parts), revision);
  const absl::MutexLock lock(&mutex_);
  snapshot_ = std::move(next);
}

void MatchIndex::Apply(std::span<const IndexChange> changes, Revision revision) {
  const absl::MutexLock write_lock(&write_mutex_);
  std::vector<LivePart> parts = snapshot()->parts();
  const auto last = LastChanges(changes);
  for (LivePart& live : parts) KillUnits(last, live);
  parts.erase(std::remove_if(parts.begin() + static_cast<ptrdiff_t>(frozen_), parts.end(),
                             [](const LivePart& live) { return live.live == 0; }),
              parts.end());

  PartBuilder builder;
  for (const IndexChange* change : last) {
    if (change->entry) builder.Add(*change->entry);
  }
  if (builder.size() > 0) AddPart(builder, frozen_, parts);
  Publish(std::move(parts), revision);
}

std::optional<PartMerge> MatchIndex::BeginMerge(const ChooseParts& choose) {
  const absl::MutexLock write_lock(&write_mutex_);
  const auto present = snapshot();
  const NumberRange chosen = choose(present->parts());
  if (chosen.size() == 0) return std::nullopt;
  frozen_ = chosen.end;
  const auto begin = present->parts().begin();
  return PartMerge{.first = chosen.begin, .sources = {begin + chosen.begin, begin + chosen.end}};
}

void MatchIndex::EndMerge(const PartMerge& merge, std::shared_ptr<const IndexPart> merged) {
  const absl::MutexLock write_lock(&write_mutex_);
  frozen_ = 0;
  if (merged == nullptr) return;
  const auto present = snapshot();
  std::vector<LivePart> parts = present->parts();
  LivePart replacement{.part = std::move(merged), .dead = nullptr, .live = 0};
  replacement.live = replacement.part->size();
  for (size_t i = 0; i < merge.sources.size(); ++i) {
    KillDiedSince(merge.sources[i], parts[merge.first + i], replacement);
  }
  const auto first = parts.begin() + static_cast<ptrdiff_t>(merge.first);
  const auto after = parts.erase(first, first + static_cast<ptrdiff_t>(merge.sources.size()));
  if (replacement.live > 0) parts.insert(after, std::move(replacement));
  Publish(std::move(parts), present->revision());
}

std::string MergedImage(std::span<const LivePart> sources) {
  PartBuilder builder;
  size_t entries = 0;
  size_t words = 0;
  for (const LivePart& source : sources) {
    entries += source.live;
    words += source.part->total_words();
  }
  builder.Reserve(entries, words);
  for (const LivePart& source : sources) builder.AddLive(source);
  return builder.Build();
}

}  // namespace dragoman
