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
#include <memory>
#include <string>

#include "server/store/store.h"

namespace dragoman {

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
StatusOr<std::unique_ptr<Store>> OpenRocksdbStore(const std::string& folder,
                                                  const RocksdbOptions& options = {});

}  // namespace dragoman
