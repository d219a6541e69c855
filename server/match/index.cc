// The writer's side of the index: kills what a commit replaces, builds a part of what it brings,
// and merges parts in tiers of eight, so that each entry is carried over log8(size) times or so
// and a snapshot of a million entries has a few dozen parts at most.
#include "server/match/index.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>

#include "server/match/live_part.h"
#include "server/match/part_builder.h"

namespace dragoman {
namespace {

constexpr size_t kTierParts = 8;

// The tier of a part of `size` entries: 0 for 1 to 7, 1 for 8 to 63, …
int TierOf(size_t size) {
  int tier = 0;
  for (; size >= kTierParts; size /= kTierParts) ++tier;
  return tier;
}

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

// Marks as dead what the part holds of the changed units.
void Kill(std::span<const IndexChange* const> changes, LivePart& live) {
  std::shared_ptr<std::vector<bool>> dead;
  for (const IndexChange* change : changes) {
    const auto entry = live.part->FindUnit(change->unit);
    if (!entry || !live.IsLive(*entry)) continue;
    if (!dead) {
      dead = live.dead ? std::make_shared<std::vector<bool>>(*live.dead)
                       : std::make_shared<std::vector<bool>>(live.part->size());
    }
    (*dead)[*entry] = true;
    --live.live;
  }
  if (dead) live.dead = std::move(dead);
}

void AppendLive(const LivePart& live, std::vector<PartSource>& sources) {
  for (uint32_t entry = 0; entry < live.part->size(); ++entry) {
    if (live.IsLive(entry)) sources.push_back({.part = live.part.get(), .entry = entry});
  }
}

LivePart Built(std::vector<PartSource> sources) {
  const size_t live = sources.size();
  return {.part = BuildPart(std::move(sources)), .dead = nullptr, .live = live};
}

// Drops parts without life and rebuilds those more than half dead.
void Tidy(std::vector<LivePart>& parts) {
  std::erase_if(parts, [](const LivePart& live) { return live.live == 0; });
  for (LivePart& live : parts) {
    if (2 * live.live >= live.part->size()) continue;
    std::vector<PartSource> sources;
    AppendLive(live, sources);
    live = Built(std::move(sources));
  }
}

// Returns how many parts at the end are of the tier or below it.
size_t TailOfTier(std::span<const LivePart> parts, int tier) {
  size_t tail = 0;
  while (tail < parts.size() && TierOf(parts[parts.size() - 1 - tail].live) <= tier) ++tail;
  return tail;
}

// Adds the fresh entries as a part at the end; where that would make kTierParts of one tier, merges
// these with it, which may lift it to the next tier, and so on.
void AddPart(std::vector<PartSource> sources, std::vector<LivePart>& parts) {
  size_t kept = parts.size();
  size_t merged_size = sources.size();
  for (;;) {
    const size_t tail = TailOfTier(std::span(parts).first(kept), TierOf(merged_size));
    if (tail + 1 < kTierParts) break;
    for (size_t i = kept - tail; i < kept; ++i) merged_size += parts[i].live;
    kept -= tail;
  }
  for (size_t i = kept; i < parts.size(); ++i) AppendLive(parts[i], sources);
  LivePart merged = Built(std::move(sources));
  parts.resize(kept);
  parts.push_back(std::move(merged));
}

}  // namespace

IndexSnapshot::IndexSnapshot() = default;
IndexSnapshot::IndexSnapshot(const IndexSnapshot&) = default;
IndexSnapshot::~IndexSnapshot() = default;

MatchIndex::MatchIndex() : snapshot_(std::make_shared<IndexSnapshot>()) {}
MatchIndex::~MatchIndex() = default;

std::shared_ptr<const IndexSnapshot> MatchIndex::snapshot() const {
  absl::MutexLock lock(&mutex_);
  return snapshot_;
}

void MatchIndex::Apply(std::span<const IndexChange> changes, Revision revision) {
  absl::MutexLock write_lock(&write_mutex_);
  auto next = std::make_shared<IndexSnapshot>(*snapshot());
  const auto last = LastChanges(changes);
  for (LivePart& live : next->parts_) Kill(last, live);
  Tidy(next->parts_);

  std::vector<PartSource> fresh;
  for (const IndexChange* change : last) {
    if (change->entry) fresh.push_back({.fresh = &*change->entry});
  }
  if (!fresh.empty()) AddPart(std::move(fresh), next->parts_);

  next->revision_ = revision;
  next->size_ = 0;
  for (const LivePart& live : next->parts_) next->size_ += live.live;
  absl::MutexLock lock(&mutex_);
  snapshot_ = std::move(next);
}

}  // namespace dragoman
