// The search index of one memory in one language: immutable parts, merged in tiers, read through
// snapshots. Derived from the store and rebuildable; it holds no text of the store, only keys.
#pragma once

#include <absl/synchronization/mutex.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "server/match/score.h"
#include "server/model/unit.h"

namespace dragoman {

// What the index keeps of one unit's variant.
struct IndexEntry {
  UnitId unit = 0;
  Analysis analysis;
  uint64_t previous_hash = 0;  // Of the neighbours' exact keys; 0: unknown.
  uint64_t next_hash = 0;
  uint64_t languages = 0;  // Bit set of the unit's languages, numbered by the memory.
  uint8_t penalty_class =
      0;  // 0 to 15: selects a penalty at search time (origin and review state).
};

// One change: the entry replaces what the index holds of its unit; nullopt removes the unit.
struct IndexChange {
  UnitId unit = 0;
  std::optional<IndexEntry> entry;
};

struct Hit {
  UnitId unit = 0;
  Score score;
  int penalty = 0;  // Of its class.
  uint64_t exact_hash =
      0;  // Hash64 of the entry's exact key: the reader checks it against the store.
  bool in_context = false;  // Exact, and the neighbours agree with the query's (see SearchOptions).
};

struct SearchOptions {
  int min_score = 70;  // 1 to 100; of the pure score.
  size_t limit = 5;    // Hits returned: the best by (score - penalty, in_context, exact, unit
                       // newest first).
  uint64_t previous_hash = 0;  // Neighbours of the query; 0: unknown.
  uint64_t next_hash = 0;
  uint64_t languages = ~uint64_t{0};    // Only units with one of these languages; all bits: any.
  std::array<uint8_t, 16> penalties{};  // By penalty class.
  std::function<bool()> cancelled;  // Asked between stages; a cancelled search returns what it has.
};

struct LivePart;

// An immutable view of the index at one revision. Threads: any.
class IndexSnapshot {
 public:
  IndexSnapshot();
  IndexSnapshot(const IndexSnapshot&);
  IndexSnapshot& operator=(const IndexSnapshot&) = delete;
  ~IndexSnapshot();

  // Returns the best hits, ordered; complete: nothing at or above min_score is missed.
  std::vector<Hit> Search(const Analysis& query, const SearchOptions& options) const;
  // Returns the units whose exact key and codes equal the query's, ascending.
  std::vector<UnitId> Exact(const Analysis& query) const;
  Revision revision() const { return revision_; }
  size_t size() const { return size_; }

 private:
  friend class MatchIndex;
  std::vector<LivePart> parts_;  // Oldest first.
  Revision revision_ = 0;
  size_t size_ = 0;
};

// Thread-safe. Writers are serialised; readers take a snapshot and never wait for a merge.
class MatchIndex {
 public:
  MatchIndex();
  ~MatchIndex();

  // Makes the changes of one commit visible at once. `revision` must not be less than the
  // snapshot's.
  void Apply(std::span<const IndexChange> changes, Revision revision);
  std::shared_ptr<const IndexSnapshot> snapshot() const;

 private:
  mutable absl::Mutex mutex_;
  absl::Mutex write_mutex_;
  std::shared_ptr<const IndexSnapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
