// What RocksDB says of itself, for monitoring.
#pragma once

#include <rocksdb/db.h>

#include "server/store/rocksdb_store.h"

namespace dragoman {

// Cost: some properties that RocksDB keeps, and a look at the sizes of its logs; no table is read.
StoreFigures StoreFiguresOf(rocksdb::DB& database);

}  // namespace dragoman
