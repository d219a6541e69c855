#include "server/store/rocksdb_store.h"

#include <absl/strings/numbers.h>
#include <absl/synchronization/mutex.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <utility>

#include "server/base/bytes.h"
#include "server/store/commit_rules.h"
#include "server/store/watch_list.h"

namespace dragoman {
namespace {

constexpr std::string_view kFormatKey{"\0format", 7};
constexpr std::string_view kFormat = "1";

std::string PrefixOf(std::string_view shard) {
  std::string prefix(shard);
  prefix += '\0';
  return prefix;
}

std::string RevisionKey(std::string_view shard) {
  std::string key("\0revision\0", 10);
  key += shard;
  return key;
}

rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

// The one place where RocksDB's errors become ours. Its texts name files and are left out.
Status StatusOf(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kSpaceLimit) {
    return Error(StatusCode::kResourceExhausted,
                 "the server's disk is full: nothing was written; free some space and try again");
  }
  if (status.IsCorruption()) {
    return Error(StatusCode::kDataLoss, "stored data are damaged; restore a backup");
  }
  if (status.IsIOError() || status.IsBusy() || status.IsTimedOut() || status.IsAborted()) {
    return Error(StatusCode::kUnavailable, "the server's disk reports an error; try again later");
  }
  return Error(StatusCode::kInternal, "the store failed ({})", static_cast<int>(status.code()));
}

Status OpenError(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  if (text.find("lock") != std::string::npos && status.IsIOError()) {
    return Error(
        StatusCode::kFailedPrecondition,
        "the data folder is in use by another server; stop that one or name another folder");
  }
  if (status.IsInvalidArgument()) {
    return Error(StatusCode::kFailedPrecondition, "the folder holds no data of this server: {}",
                 text);
  }
  const Status other = StatusOf(status);
  return Error(other.code(), "{} ({})", MessageOf(other), text);
}

rocksdb::Options DatabaseOptions(const RocksdbOptions& options) {
  rocksdb::Options database;
  database.create_if_missing = true;
  // Damage in the middle of the log is an error, not a silent end of what was acknowledged.
  database.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  database.compression = rocksdb::kLZ4Compression;
  database.max_open_files = 512;
  database.keep_log_file_num = 5;
  database.max_log_file_size = 8 << 20;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(options.cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  database.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return database;
}

// Refuses a folder that holds files but no database, so that nothing of others is mixed up.
Status CheckFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return Error(StatusCode::kFailedPrecondition, "the data folder cannot be made: {}",
                 error.message());
  }
  const std::filesystem::path path(folder);
  const bool is_empty = std::filesystem::is_empty(path, error);
  if (error) {
    return Error(StatusCode::kFailedPrecondition, "the data folder cannot be read: {}",
                 error.message());
  }
  if (is_empty || std::filesystem::exists(path / "CURRENT")) return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition,
               "the data folder holds other files; name an empty folder or one of this server");
}

class RocksdbStore : public Store {
 public:
  RocksdbStore(std::unique_ptr<rocksdb::DB> database, const StoreLimits& limits)
      : database_(std::move(database)), limits_(limits) {}

  StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) override;
  StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) override;
  StatusOr<Revision> Commit(std::string_view shard, Revision expected, const Batch& batch) override;
  StatusOr<Revision> Head(std::string_view shard) override;
  Status Drop(std::string_view shard) override;
  std::shared_ptr<void> Watch(std::string_view shard, Changed changed) override {
    return watches_.Add(shard, std::move(changed));
  }
  StoreLimits limits() const override { return limits_; }

  Status CheckFormat();

 private:
  StatusOr<Revision> ReadRevision(const rocksdb::ReadOptions& options, std::string_view shard);
  absl::Mutex& WriteMutex(std::string_view shard);
  Status Write(rocksdb::WriteBatch& batch);

  const std::unique_ptr<rocksdb::DB> database_;
  const StoreLimits limits_;
  WatchList watches_;
  std::atomic<bool> write_failed_ = false;  // The next write first asks RocksDB to go on.
  absl::Mutex shards_mutex_;
  std::map<std::string, absl::Mutex, std::less<>> write_mutexes_ ABSL_GUARDED_BY(shards_mutex_);
};

StatusOr<std::vector<std::optional<std::string>>> RocksdbStore::MultiGet(
    std::string_view shard, const std::vector<std::string>& keys) {
  RETURN_IF_ERROR(CheckShard(shard));
  std::vector<std::string> full_keys;
  full_keys.reserve(keys.size());
  for (const std::string& key : keys) full_keys.push_back(PrefixOf(shard) + key);
  const std::vector<rocksdb::Slice> slices(full_keys.begin(), full_keys.end());
  rocksdb::ManagedSnapshot snapshot(database_.get());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  std::vector<std::string> found;
  const auto statuses = database_->MultiGet(options, slices, &found);
  std::vector<std::optional<std::string>> values(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    RETURN_IF_ERROR(StatusOf(statuses[i]));
    values[i] = std::move(found[i]);
  }
  return values;
}

StatusOr<ScanPage> RocksdbStore::Scan(std::string_view shard, const KeyRange& range, size_t limit) {
  RETURN_IF_ERROR(CheckShard(shard));
  rocksdb::ManagedSnapshot snapshot(database_.get());
  const std::string prefix = PrefixOf(shard);
  const std::string end = range.end.empty() ? PrefixEnd(prefix) : prefix + range.end;
  const rocksdb::Slice upper_bound(end);
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.snapshot();
  options.iterate_upper_bound = &upper_bound;
  ScanPage page;
  ASSIGN_OR_RETURN(page.revision, ReadRevision(options, shard));
  const std::unique_ptr<rocksdb::Iterator> it(database_->NewIterator(options));
  size_t bytes = 0;
  for (it->Seek(prefix + range.begin); it->Valid(); it->Next()) {
    std::string key = it->key().ToString().substr(prefix.size());
    if (page.items.size() >= limit || bytes >= limits_.max_page_bytes) {
      page.next = std::move(key);
      break;
    }
    bytes += key.size() + it->value().size();
    page.items.push_back({std::move(key), it->value().ToString()});
  }
  RETURN_IF_ERROR(StatusOf(it->status()));
  return page;
}

StatusOr<Revision> RocksdbStore::Commit(std::string_view shard, Revision expected,
                                        const Batch& batch) {
  RETURN_IF_ERROR(CheckShard(shard));
  RETURN_IF_ERROR(CheckBatch(batch, limits_));
  const std::string prefix = PrefixOf(shard);
  {
    const absl::MutexLock lock(&WriteMutex(shard));
    ASSIGN_OR_RETURN(const Revision present, ReadRevision({}, shard));
    if (present != expected) return WrongRevision(expected, present);
    rocksdb::WriteBatch write;
    for (const KeyValue& put : batch.puts) write.Put(prefix + put.key, put.value);
    for (const std::string& key : batch.deletes) write.Delete(prefix + key);
    write.Put(RevisionKey(shard), std::to_string(expected + 1));
    RETURN_IF_ERROR(Write(write));
  }
  watches_.Notify(shard, expected + 1);
  return expected + 1;
}

StatusOr<Revision> RocksdbStore::Head(std::string_view shard) {
  RETURN_IF_ERROR(CheckShard(shard));
  return ReadRevision({}, shard);
}

Status RocksdbStore::Drop(std::string_view shard) {
  RETURN_IF_ERROR(CheckShard(shard));
  Revision revision = 0;
  {
    const absl::MutexLock lock(&WriteMutex(shard));
    ASSIGN_OR_RETURN(const Revision present, ReadRevision({}, shard));
    revision = present + 1;
    const std::string prefix = PrefixOf(shard);
    rocksdb::WriteBatch write;
    write.DeleteRange(prefix, PrefixEnd(prefix));
    write.Put(RevisionKey(shard), std::to_string(revision));
    RETURN_IF_ERROR(Write(write));
  }
  watches_.Notify(shard, revision);
  return absl::OkStatus();
}

Status RocksdbStore::CheckFormat() {
  std::string format;
  const auto read = database_->Get({}, SliceOf(kFormatKey), &format);
  if (read.IsNotFound()) {
    rocksdb::WriteBatch write;
    write.Put(SliceOf(kFormatKey), SliceOf(kFormat));
    return Write(write);
  }
  RETURN_IF_ERROR(StatusOf(read));
  if (format == kFormat) return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition,
               "the data folder has format {}, this server knows {}; use the newer server",
               Shortened(format), kFormat);
}

StatusOr<Revision> RocksdbStore::ReadRevision(const rocksdb::ReadOptions& options,
                                              std::string_view shard) {
  std::string text;
  const auto read = database_->Get(options, RevisionKey(shard), &text);
  if (read.IsNotFound()) return 0;
  RETURN_IF_ERROR(StatusOf(read));
  Revision revision = 0;
  if (absl::SimpleAtoi(text, &revision)) return revision;
  return Error(StatusCode::kDataLoss, "a shard's revision is damaged; restore a backup");
}

absl::Mutex& RocksdbStore::WriteMutex(std::string_view shard) {
  const absl::MutexLock lock(&shards_mutex_);
  const auto found = write_mutexes_.find(shard);
  return found != write_mutexes_.end() ? found->second : write_mutexes_[std::string(shard)];
}

Status RocksdbStore::Write(rocksdb::WriteBatch& batch) {
  if (write_failed_) {
    RETURN_IF_ERROR(StatusOf(database_->Resume()));
    write_failed_ = false;
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  const auto written = database_->Write(options, &batch);
  if (!written.ok()) write_failed_ = true;
  return StatusOf(written);
}

}  // namespace

RocksdbOptions::RocksdbOptions() : limits(kStoreLimits) {}

StatusOr<std::unique_ptr<Store>> OpenRocksdbStore(const std::string& folder,
                                                  const RocksdbOptions& options) {
  RETURN_IF_ERROR(CheckFolder(folder));
  rocksdb::DB* database = nullptr;
  const auto opened = rocksdb::DB::Open(DatabaseOptions(options), folder, &database);
  if (!opened.ok()) return OpenError(opened);
  auto store =
      std::make_unique<RocksdbStore>(std::unique_ptr<rocksdb::DB>(database), options.limits);
  RETURN_IF_ERROR(store->CheckFormat());
  return store;
}

}  // namespace dragoman
