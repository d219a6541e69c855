// The durable store on RocksDB. A commit is one write batch, synced before it is acknowledged;
// writers of several shards share a sync (RocksDB's write groups).
//
// Keys:  data: shard NUL key.  A shard's revision: NUL "revision" NUL shard, in decimal.  The
// format of
//        the folder: NUL "format".
#pragma once

#include <memory>
#include <string>

#include "server/store/store.h"

namespace dragoman {

struct RocksdbOptions {
  StoreLimits limits;              // Default: kStoreLimits of commit_rules.h.
  size_t cache_bytes = 128 << 20;  // Of blocks read.
  RocksdbOptions();
};

// Opens the store in the folder, which is created when it is not there.
//
// Errors: FailedPrecondition when the folder holds something else or a newer format, or when
// another
//         process has it open; DataLoss when it is damaged; ResourceExhausted when the disk is
//         full.
StatusOr<std::unique_ptr<Store>> OpenRocksdbStore(const std::string& folder,
                                                  const RocksdbOptions& options = {});

}  // namespace dragoman
