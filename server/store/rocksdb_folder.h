// The folder of a RocksDB database: what it may hold, the options it is opened with, its format;
// and the one place where RocksDB's errors become ours.
//
// Debian's RocksDB 7.8 is built with its assertions on, and one of them ends the process when a
// file is written after a write to it failed (facebook/rocksdb#11643). So RocksDB keeps no log file
// of its own here (a full disk would stop the server by a line of log), and RocksdbStore stops
// writing before the disk is full.
#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <memory>
#include <string>

#include "server/base/status.h"

namespace dragoman {

// Opens the database in `folder`, which is created when it is not there.
//
// Errors: as OpenRocksdbStore.
StatusOr<std::unique_ptr<rocksdb::DB>> OpenRocksdbFolder(const std::string& folder,
                                                         size_t cache_bytes);

// Opens a database that nobody writes to; `env`: where its files are, null for the file system.
//
// Errors: DataLoss, Unavailable; FailedPrecondition (another format).
StatusOr<std::unique_ptr<rocksdb::DB>> OpenToRead(const std::string& folder, rocksdb::Env* env);

// Returns the bytes that this process may still write to the disk of `folder`.
StatusOr<uint64_t> FreeBytes(const std::string& folder);

// Returns whether both folders are on one disk, as far as that can be told.
bool AreOnOneDisk(const std::string& folder, const std::string& other);

// Returns what a client is told. RocksDB's own text names files and is left out.
//
// Errors: ResourceExhausted (full disk), DataLoss (damaged data), Unavailable (the disk fails),
//         Internal (anything else).
Status StatusOfRocksdb(const rocksdb::Status& status);

}  // namespace dragoman
