// One memory: its units in the store, its indexes, its writes. The store is the truth; the indexes
// are built from it when the shard is opened and follow each commit before the commit is
// acknowledged.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/engine/commit_queue.h"
#include "server/engine/import_commit.h"
#include "server/engine/import_history.h"
#include "server/engine/import_undo.h"
#include "server/engine/memory_indexes.h"
#include "server/engine/unit_draft.h"
#include "server/engine/unit_write.h"
#include "server/engine/write_log.h"
#include "server/model/resource.h"
#include "server/store/store.h"

namespace dragoman {

inline constexpr size_t kPageUnits = 1000;  // Of a page, for whoever reads all units of a memory.

struct UnitPage {
  std::vector<Unit> units;
  std::optional<UnitId> next;  // The first unit of the next page.
};

struct UnitVersion {
  Unit unit;
  Revision superseded_by = 0;  // 0: the present version.
};

struct UnitVersionPage {
  std::vector<UnitVersion> versions;  // The newest first.
  std::optional<Revision> next;       // Superseding revision of the next page's first version.
};

// Thread-safe.
class MemoryShard {
 public:
  // Opens a memory and takes up its indexes from `index_folder` (empty: they are kept in memory
  // only), or builds them. A memory of more than `most_built_at_once` units is not ready then: its
  // indexes are left to BuildIndexes. Nor is one whose data are damaged, as CheckReady says: the
  // others are to serve.
  //
  // Errors: those of the store but for DataLoss.
  static StatusOr<std::shared_ptr<MemoryShard>> Open(Store& store, const Resource& resource,
                                                     const std::string& index_folder,
                                                     uint64_t most_built_at_once = UINT64_MAX);

  // Returns whether the indexes are there, which whoever takes a view to search it asks first.
  //
  // Errors: Unavailable while they are being built, with how far that is; why they cannot be built.
  Status CheckReady() const;
  // Builds the indexes of a memory that is not ready; it refuses searches and writes meanwhile.
  // Stops, and leaves it so, when `ending` says so. After other errors a later call tries again,
  // except that what is lost stays lost.
  //
  // Errors: those of the store, which CheckReady gives from then on.
  Status BuildIndexes(const std::function<bool()>& ending);

  // Writes the units in one commit: all or none.
  //
  // `import`: whose commit this is; its record is written with the units.
  //
  // Requires: each unit passes CheckUnit. Units that are not prepared are prepared here.
  // Errors:   AlreadyExists when the request id was used for another request; NotFound when the
  //           memory was deleted; those of CheckReady and Store::Commit.
  StatusOr<UnitWriteReport> Write(std::vector<UnitWrite> units, WritePolicy policy,
                                  const WriteContext& context, ImportCommit* import = nullptr);

  // Plans the units into `draft` (see NewDraft) and returns what a write would have done.
  StatusOr<UnitWriteReport> DryRun(std::vector<UnitWrite> units, WritePolicy policy,
                                   UnitDraft& draft, ImportClaims* claims = nullptr) const;
  // Returns an empty draft on the present state, which several dry runs may share.
  std::unique_ptr<UnitDraft> NewDraft() const;

  // Replaces a unit by `edit(unit)`, unless its revision is another than `etag` (0: any).
  //
  // Errors: NotFound, Aborted (another etag), those of `edit` and of Write.
  using Edit = std::function<Status(Unit&)>;
  StatusOr<Unit> Update(UnitId id, Revision etag, const Edit& edit, const WriteContext& context);
  Status Delete(UnitId id, Revision etag, const WriteContext& context);

  // Takes back a part of what an import did, in one commit with its record, which says how far that
  // came. Called until the record says it is undone.
  //
  // Requires: `commits` are those of the import, which is not running.
  StatusOr<UndoStep> Undo(ImportRecord& record, const absl::flat_hash_set<Revision>& commits);
  ImportHistory& imports() { return imports_; }

  // Errors: NotFound.
  StatusOr<Unit> Get(UnitId id) const;
  // Returns the units with ids from `from` on, at most `limit`.
  StatusOr<UnitPage> List(UnitId from, size_t limit) const;
  // Returns versions of the unit from the one superseded by `from` on (0: from the newest), at most
  // `limit`.
  //
  // Errors: NotFound when there never was such a unit.
  StatusOr<UnitVersionPage> Versions(UnitId id, Revision from, size_t limit) const;

  // Returns the units, nullopt where one is not there.
  StatusOr<std::vector<std::optional<Unit>>> Read(std::span<const UnitId> ids) const;
  std::shared_ptr<const MemoryView> view() const { return indexes_.view(); }
  // Returns once no commit is between the store and the indexes.
  void AwaitIndexes();

  const std::string& name() const { return name_; }
  uint64_t shard_number() const { return shard_number_; }
  // Refuses all later writes; those under way finish. Removes the index files.
  void Close();

  // Saves and merges index files where that is due. `idle`: also where it is only useful. Called by
  // one thread at a time. Returns whether there was something to do.
  //
  // Errors: those of the index folder; nothing is lost, the next call tries again.
  StatusOr<bool> MaintainIndexes(bool idle);
  // Saves the indexes as they are, for a quick start.
  Status SaveIndexes();

 private:
  struct Job;

  MemoryShard(Store& store, const Resource& resource, const std::string& index_folder);
  Status Load(uint64_t most_built_at_once);
  Status CatchUp();
  void SetBuildFailure(const Status& failure);
  Status Replay(Revision from, Revision to);
  Status Rebuild(const std::function<bool()>& ending);
  StatusOr<ScanPage> AddToIndexes(const KeyRange& range);
  StatusOr<uint64_t> IdentityAt(Revision revision);
  Status Submit(Job& job);
  void CommitInTurn(std::span<Job* const> jobs);
  void CommitAll(std::span<Job* const> jobs);
  Status PlanJob(Job& job, UnitDraft& group, WriteLog& log);
  Status Commit(const UnitDraft& group, const Job& first, WriteLog& log);
  StatusOr<Unit> Require(const UnitDraft& draft, UnitId id, Revision etag) const;
  StatusOr<std::vector<UnitVersion>> AllVersions(UnitId id) const;
  StatusOr<std::vector<UnitVersion>> SupersededVersions(UnitId id) const;  // Oldest first.
  StatusOr<Unit> VersionAt(UnitId id, Revision revision) const;

  Store& store_;
  const std::string name_;  // "memories/ID".
  const uint64_t shard_number_;
  const std::string shard_;
  StoredUnits stored_;
  ImportHistory imports_;
  MemoryIndexes indexes_;
  CommitQueue<Job> queue_;
  std::atomic<bool> closed_ = false;
  std::atomic<bool> ready_ = false;
  std::atomic<uint64_t> units_indexed_ = 0;  // While the indexes are being built,
  uint64_t units_to_index_ = 0;              // of so many; set when the memory is opened.
  mutable absl::Mutex mutex_;
  Status build_failure_ ABSL_GUARDED_BY(mutex_);
  std::atomic<UnitId> next_id_ = 1;  // These are written by the leader of the queue.
  bool must_catch_up_ = false;       // A commit may have been written though it failed.
};

}  // namespace dragoman
