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

#include "server/store/store.h"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace dragoman {

// A store with a database under it, which can be backed up (backup.h).
class DurableStore : public Store {
 public:
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
