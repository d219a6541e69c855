// Backups of a durable store: a folder that holds several, which share the files that did not
// change, so that a further one costs what was written since.
#pragma once

#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/model/unit.h"
#include "server/store/rocksdb_store.h"

namespace dragoman {

struct Backup {
  uint32_t id = 0;  // Counts from 1; a later backup has a higher one.
  int64_t micros = 0;
  uint64_t bytes = 0;      // All that it consists of.
  uint64_t own_bytes = 0;  // Of these, what no older backup of the folder holds.
  // Its point: the revision of every shard, read from the backup.
  std::map<std::string, Revision> revisions;
};

// Hears how many bytes were copied, every few MiB; false ends the backup.
using BackupProgress = std::function<bool(uint64_t copied_bytes)>;

// Thread-safe; one call at a time, others wait. The folder is used by one server at a time.
class BackupFolder {
 public:
  explicit BackupFolder(const std::string& folder);

  // Copies what the store holds while it is used, and reads the copy again. All that was
  // acknowledged before the call is in it; each shard is whole, as of the revision stated.
  //
  // Errors: Cancelled (by its progress: nothing is left of it); ResourceExhausted (full disk);
  // Unavailable (the disk fails, the folder
  //         cannot be made); DataLoss (the store is damaged).
  StatusOr<Backup> Create(DurableStore& store, const BackupProgress& progress);

  // Returns the backups, oldest first; damaged ones are left out.
  //
  // Errors: Unavailable.
  StatusOr<std::vector<Backup>> List();

  // Reads every byte of a backup and compares its checksum; returns the backup. 0: the newest.
  //
  // Errors: NotFound; DataLoss, which says what is damaged; Unavailable.
  StatusOr<Backup> Verify(uint32_t id);

  // Deletes all but the newest `keep` backups, and what a backup that was cut off left; returns how
  // many were deleted.
  //
  // Requires: keep > 0.
  // Errors:   Unavailable.
  StatusOr<uint64_t> Trim(uint32_t keep);

  // Makes a data folder from a backup, 0 for the newest: verified first, and complete when the
  // folder has its name. Returns the backup.
  //
  // Errors: FailedPrecondition when the data folder is there and not empty; those of Verify and
  //         Create.
  StatusOr<Backup> Restore(uint32_t id, const std::string& data_folder);

 private:
  const std::string folder_;
  absl::Mutex mutex_;
};

}  // namespace dragoman
