// The search index of one memory in one language: immutable parts, read through snapshots. Derived
// from the store and rebuildable; it holds no text of the store, only keys.
#pragma once

#include <absl/functional/function_ref.h>
#include <absl/synchronization/mutex.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/match/index_entry.h"
#include "server/match/live_part.h"
#include "server/match/score.h"

namespace dragoman {

struct Hit {
  UnitId unit = 0;
  Score score;
  int penalty = 0;          // Of its class.
  bool in_context = false;  // Exact, and the neighbours agree with the query's (see SearchOptions).
  // What tells hits of equal score apart, in this order.
  bool same_document = false;
  bool same_domain = false;
  bool reviewed = false;
  uint64_t changed_seconds = 0;
};

// A unit with a text, and what tells others with the same text apart: enough to pass most of them
// by without reading the units.
struct ExactHit {
  UnitId unit = 0;
  uint64_t languages = 0;  // As IndexEntry::languages.
  uint32_t previous = 0;   // ContextKey of the neighbours; 0: unknown.
  uint32_t next = 0;

  bool operator==(const ExactHit&) const = default;
};

// What a search did, for figures.
struct SearchCounts {
  uint64_t candidates = 0;  // Entries that may share enough words with the query,
  uint64_t scored = 0;      // of which so many were compared with it.
};

struct SearchOptions {
  int min_score = 70;          // 1 to 100; of the pure score.
  size_t limit = 5;            // Hits returned: the best in the order of BetterHit.
  uint64_t previous_hash = 0;  // Neighbours of the query; 0: unknown.
  uint64_t next_hash = 0;
  uint64_t languages = ~uint64_t{0};    // Only units with one of these languages; all bits: any.
  std::array<uint8_t, 16> penalties{};  // By penalty class.
  uint16_t reviewed_classes = 0;        // A bit for each penalty class of reviewed units.
  uint32_t document_hash = 0;           // See TieHash; 0: unknown.
  uint32_t domain_hash = 0;
  std::function<bool()> cancelled;  // Asked between stages; a cancelled search returns what it has.
  SearchCounts* counts = nullptr;   // Added to; null: not counted.
};

// Returns whether hit `a` comes before `b`: by score less penalty, then in-context ones, exact
// ones, those of the query's document, of its domain, reviewed ones, the last changed, the newest
// unit. Total, since a unit is hit once.
bool BetterHit(const Hit& a, const Hit& b);

// An immutable view of the index at one revision. Threads: any.
class IndexSnapshot {
 public:
  IndexSnapshot() = default;
  IndexSnapshot(std::vector<LivePart> parts, Revision revision);

  // Returns the best hits, ordered; complete: nothing at or above min_score is missed.
  std::vector<Hit> Search(const TextKeys& query, const SearchOptions& options) const;
  // Returns the units whose exact key and codes equal the query's, ascending: those of them that
  // are wanted, which is asked first, also of some units with another text. Texts of few words are
  // those of thousands of units, and to compare texts is dearer than to ask.
  std::vector<ExactHit> Exact(
      const TextKeys& query, absl::FunctionRef<bool(const ExactHit&)> is_wanted =
                                 [](const ExactHit&) { return true; }) const;

  const std::vector<LivePart>& parts() const { return parts_; }  // Oldest first.
  Revision revision() const { return revision_; }
  size_t size() const { return size_; }

 private:
  std::vector<LivePart> parts_;
  Revision revision_ = 0;
  size_t size_ = 0;
};

// Neighbouring parts of a snapshot, to be replaced by one that is built of them.
struct PartMerge {
  size_t first = 0;               // Place of the first one.
  std::vector<LivePart> sources;  // As they were when the merge began.
};

// Thread-safe. Writers are serialised; readers take a snapshot and never wait for a merge.
class MatchIndex {
 public:
  MatchIndex() : snapshot_(std::make_shared<IndexSnapshot>()) {}
  // Takes up the parts of an index that was saved.
  MatchIndex(std::vector<LivePart> parts, Revision revision)
      : snapshot_(std::make_shared<IndexSnapshot>(std::move(parts), revision)) {}

  // Makes the changes of one commit visible at once. `revision` must not be less than the
  // snapshot's. Small parts are merged at once; larger ones wait for a PartMerge.
  void Apply(std::span<const IndexChange> changes, Revision revision);
  std::shared_ptr<const IndexSnapshot> snapshot() const;

  // Begins to replace the parts that `choose` names, if any: they keep their places until EndMerge,
  // while the index goes on.
  //
  // Requires: one merge at a time.
  using ChooseParts = std::function<NumberRange(std::span<const LivePart>)>;
  std::optional<PartMerge> BeginMerge(const ChooseParts& choose);
  // Puts `merged`, built of what was alive in the sources, in their place; what was killed in them
  // since is killed in it. Null: leaves everything as it was.
  void EndMerge(const PartMerge& merge, std::shared_ptr<const IndexPart> merged);

 private:
  void Publish(std::vector<LivePart> parts, Revision revision);

  mutable absl::Mutex mutex_;
  absl::Mutex write_mutex_;
  size_t frozen_ ABSL_GUARDED_BY(write_mutex_) = 0;  // Parts before this place stay there.
  std::shared_ptr<const IndexSnapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
};

// Returns the part built of what is alive in the sources, in memory.
std::string MergedImage(std::span<const LivePart> sources);

}  // namespace dragoman
