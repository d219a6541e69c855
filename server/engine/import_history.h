// The imports of one memory or glossary that changed something: which there were, which are running
// and which of their commits an undo takes back.
//
// The record of an import is written in each of its commits, so that neither is ever on disk
// without the other. A commit of an import is an import's alone: its log entry then says exactly
// what the import changed, and names the import's commit before it. Kept for the newest kMaxImports
// imports.
#pragma once

#include <absl/container/flat_hash_set.h>
#include <absl/synchronization/mutex.h>

#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/store/records.h"
#include "server/store/store.h"

namespace dragoman {

inline constexpr size_t kMaxImports = 10000;

// An import, and whether it is running.
struct ListedImport {
  ImportRecord record;
  bool running = false;
};

struct ImportPage {
  std::vector<ListedImport> imports;  // The newest first.
  bool more = false;
};

// Thread-safe.
class ImportHistory {
 public:
  ImportHistory(Store& store, std::string shard) : store_(store), shard_(std::move(shard)) {}

  // Returns the record that an import of this id goes on with: that of an earlier one which was cut
  // off or has ended, else an empty one.
  //
  // Errors: FailedPrecondition about "batch_id" when that import is running or was undone; those of
  //         the store.
  StatusOr<ImportRecord> Find(const std::string& batch_id) const;
  // As Find; the import runs until End.
  StatusOr<ImportRecord> Begin(const std::string& batch_id);
  // As Begin, for an undo. Errors: also NotFound when there is no such import.
  StatusOr<ImportRecord> BeginUndo(const std::string& batch_id);
  void End(const std::string& batch_id);

  // Returns so many imports after the first `skip`.
  StatusOr<ImportPage> List(size_t skip, size_t limit) const;
  // Returns the id of the import whose record gives way to a new one; "": none has to.
  StatusOr<std::string> OldestBeyondLimit() const;

  // Returns all commits of an import.
  StatusOr<absl::flat_hash_set<Revision>> CommitsOf(const ImportRecord& record) const;
  // Errors: DataLoss when there is none.
  StatusOr<LogEntry> LogAt(Revision revision) const;

  Store& store() const { return store_; }
  const std::string& shard() const { return shard_; }

 private:
  StatusOr<std::optional<ImportRecord>> Stored(const std::string& batch_id) const;
  StatusOr<std::vector<ImportRecord>> All() const;
  Status CheckUsable(const std::string& batch_id, const ImportRecord& record) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Store& store_;
  const std::string shard_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_set<std::string> running_ ABSL_GUARDED_BY(mutex_);
};

// Holds an import's id while it runs.
class RunningImport {
 public:
  RunningImport(ImportHistory& history, std::string batch_id)
      : history_(history), batch_id_(std::move(batch_id)) {}
  ~RunningImport() { history_.End(batch_id_); }
  RunningImport(const RunningImport&) = delete;
  RunningImport& operator=(const RunningImport&) = delete;

 private:
  ImportHistory& history_;
  const std::string batch_id_;
};

}  // namespace dragoman
