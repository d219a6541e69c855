// The durable store on RocksDB. A commit is one write batch, synced before it is acknowledged;
// writers of several shards share a sync (RocksDB's write groups).
//
// Keys:  shard NUL key           a value
//        NUL "revision" NUL shard   the shard's revision, in decimal
//        NUL "format"            the format of the folder, in decimal
//        NUL "mark"              nothing
// No shard's name holds a NUL, so no shard sees the keys of another.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "server/base/figures.h"
#include "server/store/store.h"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace dragoman {

// What is known of a durable store at one moment.
struct StoreFigures {
  uint64_t file_bytes = 0;          // Of tables that are in use.
  uint64_t memory_table_bytes = 0;  // Written, not in tables yet.
  uint64_t reader_bytes = 0;        // Of indexes and filters of tables, in memory.
  uint64_t cache_bytes = 0;         // Of the cache that are in use.
  uint64_t pending_compaction_bytes = 0;
  uint64_t running_compactions = 0;
  uint64_t running_flushes = 0;
  uint64_t background_errors = 0;
  uint64_t keys = 0;                // Estimated.
  uint64_t log_bytes = 0;           // Of the write-ahead logs on disk.
  uint64_t disk_free_bytes = 0;     // That the server may still write.
  bool writes_stopped = false;      // Until tables are rearranged.
  uint64_t delayed_write_rate = 0;  // Bytes a second that writes are held to; 0: they are not.
  // Since it was opened.
  uint64_t log_bytes_written = 0;
  uint64_t log_syncs = 0;
  uint64_t stall_micros = 0;  // That writes were stopped or held back.
};

// Of commits since the store was opened.
struct CommitFigures {
  Durations durations;  // Of those that were written.
  Counter failed;       // Not written, or not known to be: an error of the disk.
  Counter bytes;
};

// A store with a database under it, which can be backed up (backup.h).
class DurableStore : public Store {
 public:
  virtual StoreFigures Figures() const = 0;
  virtual const CommitFigures& commit_figures() const = 0;
  virtual rocksdb::DB& database() = 0;
  // Errors: ResourceExhausted when a backup into the folder, which is there, could fill the disk
  //         that the store writes to.
  virtual Status CheckSpaceForBackup(const std::string& folder) const = 0;
};

struct RocksdbOptions {
  StoreLimits limits;              // Default: kStoreLimits of commit_rules.h.
  size_t cache_bytes = 128 << 20;  // Of blocks read.
  // Writes are refused while less is free on the disk, small ones (64 KiB) while less than half of
  // it is: RocksDB needs space to rearrange its files. 0: written until the disk is full.
  uint64_t reserve_bytes = 256 << 20;
  RocksdbOptions();
};

// Opens the store in the folder, which is created when it is not there.
//
// Errors: FailedPrecondition when the folder holds something else, has a newer format or is open in
//         another process; DataLoss when it is damaged; ResourceExhausted when the disk is full.
StatusOr<std::unique_ptr<DurableStore>> OpenRocksdbStore(const std::string& folder,
                                                         const RocksdbOptions& options = {});

// Reads the revision of every shard of a store that nobody writes to, such as a backup.
//
// `env`: where its files are; null: in the file system.
// Errors: DataLoss, Unavailable, FailedPrecondition (another format).
StatusOr<std::map<std::string, Revision>> ReadRevisions(const std::string& folder,
                                                        rocksdb::Env* env);

}  // namespace dragoman
