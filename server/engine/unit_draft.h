// What a write is going to change in a memory: planned against the units that are stored and
// against the changes of earlier writes of the same commit, without changing anything yet. So a
// write that fails leaves no trace in the commit, and a dry run is a draft that nobody commits.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/engine/import_claims.h"
#include "server/engine/memory_indexes.h"
#include "server/engine/unit_write.h"
#include "server/store/store.h"

namespace dragoman {

// The stored units of one memory. Thread-safe.
class StoredUnits {
 public:
  StoredUnits(Store& store, std::string shard) : store_(store), shard_(std::move(shard)) {}

  // Returns the units in the order of the ids, nullopt for those that are not there.
  //
  // Errors: those of Store::MultiGet; DataLoss naming the unit.
  StatusOr<std::vector<std::optional<Unit>>> Get(std::span<const UnitId> ids) const;

 private:
  Store& store_;
  std::string shard_;
};

// Thread-compatible.
class UnitDraft {
 public:
  // Starts from what is stored. Lifetime: `stored` outlives the draft.
  UnitDraft(const StoredUnits& stored, std::shared_ptr<const MemoryView> view, UnitId next_id)
      : stored_(stored), view_(std::move(view)), next_id_(next_id) {}
  // Starts from what `parent` would leave. Lifetime: the parent outlives the draft, unchanged until
  // Merge.
  explicit UnitDraft(UnitDraft& parent)
      : stored_(parent.stored_), view_(parent.view_), parent_(&parent), next_id_(parent.next_id_) {}

  // The commit that units are planned for.
  struct Commit {
    int64_t now_micros = 0;
    Revision revision = 0;
    ImportClaims* claims = nullptr;  // Of the import that it belongs to.
  };

  // Plans one unit of a write by the policy. What an import claimed is never replaced: a unit that
  // says something else is stored beside it, one that only adds to it is merged.
  //
  // Requires: a prepared write.
  StatusOr<UnitOutcome> Plan(const UnitWrite& write, WritePolicy policy, const Commit& commit);

  // Returns the unit as this draft leaves it.
  StatusOr<std::optional<Unit>> Get(UnitId id) const;
  // Notes a change: `after` is what `before` becomes; `keys`: of `after`, where they are known.
  void Put(std::optional<Unit> before, std::optional<Unit> after,
           std::shared_ptr<const UnitKeys> keys = nullptr);

  // Adds this draft's changes to its parent's.
  void Merge();

  const std::map<UnitId, UnitChange>& changes() const { return changes_; }
  UnitId next_id() const { return next_id_; }

 private:
  // Units that may have the source of a write in its context, ascending by id; what is known of
  // them before they are read.
  struct Candidates {
    std::vector<UnitId> agreeing;   // Nothing is known in which they differ.
    std::vector<UnitId> differing;  // They say something else in another language of the write, and
                                    // the policy may change them.
  };

  // What the indexes know of a text of a write, not its source.
  struct OtherText {
    uint64_t bit = 0;           // Of its language; see MemoryView::BitOf.
    std::vector<UnitId> units;  // That may have the text, ascending.
  };

  StatusOr<std::vector<Unit>> Same(const UnitWrite& write, WritePolicy policy,
                                   const Commit& commit) const;
  StatusOr<std::vector<Unit>> SameSource(const UnitWrite& write, WritePolicy policy,
                                         const Commit& commit) const;
  StatusOr<std::vector<Unit>> Read(const std::vector<UnitId>& ids) const;
  Candidates FindCandidates(const UnitWrite& write, WritePolicy policy, const Commit& commit) const;
  void AddStored(const UnitWrite& write, WritePolicy policy, const Commit& commit,
                 Candidates& candidates) const;
  void AddChanged(const UnitWrite& write, WritePolicy policy, const Commit& commit,
                  Candidates& candidates) const;
  std::vector<OtherText> OtherTextsOf(const UnitWrite& write) const;
  const UnitChange* FindChange(UnitId id) const;
  UnitOutcome PlanBeside(const std::vector<Unit>& same, const UnitWrite& write, WritePolicy policy,
                         const Commit& commit);
  UnitOutcome PlanReplacement(const std::vector<Unit>& same, const UnitWrite& write,
                              const Commit& commit);
  UnitOutcome StoreNew(const UnitWrite& write, const Commit& commit);
  UnitOutcome MergeInto(const Unit& unit, Unit merged, const UnitWrite& write,
                        const Commit& commit);

  const StoredUnits& stored_;
  std::shared_ptr<const MemoryView> view_;
  UnitDraft* parent_ = nullptr;
  UnitId next_id_;
  std::map<UnitId, UnitChange> changes_;
  absl::flat_hash_map<uint64_t, std::vector<UnitId>>
      by_source_;  // Changed units, by the SourceHash of each variant.
};

}  // namespace dragoman
