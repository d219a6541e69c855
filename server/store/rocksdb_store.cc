#include "server/store/rocksdb_store.h"

#include <absl/strings/numbers.h>
#include <absl/synchronization/mutex.h>
#include <rocksdb/db.h>
#include <rocksdb/slice.h>
#include <rocksdb/snapshot.h>
#include <rocksdb/write_batch.h>

#include <map>
#include <utility>

#include "server/base/bytes.h"
#include "server/store/commit_rules.h"
#include "server/store/rocksdb_folder.h"
#include "server/store/store_figures.h"
#include "server/store/watch_list.h"

namespace dragoman {
namespace {

// Larger batches are refused first when the disk fills up, so that a memory can still be deleted.
constexpr size_t kSmallBatchBytes = 64 << 10;

// Never read: see WriteOnce.
constexpr std::string_view kMarkKey{"\0mark", 5};

rocksdb::Slice SliceOf(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

std::string PrefixOf(std::string_view shard) {
  std::string prefix(shard);
  prefix += '\0';
  return prefix;
}

constexpr std::string_view kRevisionPrefix{"\0revision\0", 10};

std::string RevisionKey(std::string_view shard) {
  std::string key(kRevisionPrefix);
  key += shard;
  return key;
}

StatusOr<Revision> ParseRevision(const std::string& text) {
  Revision revision = 0;
  if (absl::SimpleAtoi(text, &revision)) return revision;
  return Error(StatusCode::kDataLoss, "a shard's revision is damaged; restore a backup");
}

// RocksDB does not go on after some errors, such as a failed sync: what the system still holds of
// the file can no longer be known.
Status NeedsRestart() {
  return Error(
      StatusCode::kUnavailable,
      "the server's disk reported an error: nothing more is written until the disk is seen "
      "to and the server is started again");
}

class RocksdbStore : public DurableStore {
 public:
  RocksdbStore(std::unique_ptr<rocksdb::DB> database, const RocksdbOptions& options)
      : database_(std::move(database)), options_(options) {}

  StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) override;
  StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) override;
  StatusOr<Revision> Commit(std::string_view shard, Revision expected, const Batch& batch) override;
  StatusOr<Revision> Head(std::string_view shard) override;
  Status Drop(std::string_view shard) override;
  std::shared_ptr<void> Watch(std::string_view shard, Changed changed) override {
    return watches_.Add(shard, std::move(changed));
  }
  Status VerifyBytes() override { return StatusOfRocksdb(database_->VerifyChecksum()); }
  StoreLimits limits() const override { return options_.limits; }
  rocksdb::DB& database() override { return *database_; }
  StoreFigures Figures() const override { return StoreFiguresOf(*database_); }
  const CommitFigures& commit_figures() const override { return commits_; }
  Status CheckSpaceForBackup(const std::string& folder) const override;

 private:
  StatusOr<Revision> ReadRevision(const rocksdb::ReadOptions& options, std::string_view shard);
  absl::Mutex& WriteMutex(std::string_view shard);
  Status CheckFreeSpace(size_t batch_bytes) const;
  Status Write(rocksdb::WriteBatch& batch);
  Status WriteOrResume(rocksdb::WriteBatch& batch);
  // Writes, with something in memory at all times: only then does RocksDB, when it resumes after a
  // failed write to its log, begin another log. It would trip an assertion on the failed one.
  rocksdb::Status WriteOnce(rocksdb::WriteBatch& batch);

  const std::unique_ptr<rocksdb::DB> database_;
  const RocksdbOptions options_;
  CommitFigures commits_;
  WatchList watches_;
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
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  // Keys of one column family are read at one sequence number; it takes no snapshot.
  database_->MultiGet({}, database_->DefaultColumnFamily(), keys.size(), slices.data(),
                      found.data(), statuses.data());
  std::vector<std::optional<std::string>> values(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    RETURN_IF_ERROR(StatusOfRocksdb(statuses[i]));
    values[i] = found[i].ToString();
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
    if (page.items.size() >= limit || bytes >= options_.limits.max_page_bytes) {
      page.next = std::move(key);
      break;
    }
    bytes += key.size() + it->value().size();
    page.items.push_back({std::move(key), it->value().ToString()});
  }
  RETURN_IF_ERROR(StatusOfRocksdb(it->status()));
  return page;
}

StatusOr<Revision> RocksdbStore::Commit(std::string_view shard, Revision expected,
                                        const Batch& batch) {
  RETURN_IF_ERROR(CheckShard(shard));
  RETURN_IF_ERROR(CheckBatch(batch, options_.limits));
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

StatusOr<Revision> RocksdbStore::ReadRevision(const rocksdb::ReadOptions& options,
                                              std::string_view shard) {
  std::string text;
  const auto read = database_->Get(options, RevisionKey(shard), &text);
  if (read.IsNotFound()) return 0;
  RETURN_IF_ERROR(StatusOfRocksdb(read));
  return ParseRevision(text);
}

absl::Mutex& RocksdbStore::WriteMutex(std::string_view shard) {
  const absl::MutexLock lock(&shards_mutex_);
  const auto found = write_mutexes_.find(shard);
  return found != write_mutexes_.end() ? found->second : write_mutexes_[std::string(shard)];
}

Status RocksdbStore::CheckFreeSpace(size_t batch_bytes) const {
  ASSIGN_OR_RETURN(const uint64_t free_bytes, FreeBytes(database_->GetName()));
  const uint64_t reserve = options_.reserve_bytes / (batch_bytes > kSmallBatchBytes ? 1 : 2);
  if (free_bytes >= reserve) return absl::OkStatus();
  return Error(StatusCode::kResourceExhausted,
               "the server's disk is nearly full ({} MB free, {} MB are kept in reserve): nothing "
               "was written; free some space and try again",
               free_bytes >> 20, reserve >> 20);
}

// What is in memory goes into a file first, as after a large batch.
Status RocksdbStore::CheckSpaceForBackup(const std::string& folder) const {
  RETURN_IF_ERROR(CheckFreeSpace(kSmallBatchBytes + 1));
  if (!AreOnOneDisk(folder, database_->GetName())) return absl::OkStatus();
  ASSIGN_OR_RETURN(const uint64_t free_bytes, FreeBytes(folder));
  uint64_t files = 0;
  uint64_t memory = 0;
  database_->GetIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &files);
  database_->GetIntProperty(rocksdb::DB::Properties::kCurSizeAllMemTables, &memory);
  const uint64_t bytes = options_.reserve_bytes + files + 2 * memory;  // Written, then copied.
  if (free_bytes >= bytes) return absl::OkStatus();
  return Error(StatusCode::kResourceExhausted,
               "the backups are on the disk of the data, where {} MB are free and {} MB may be "
               "needed: no backup was made; free some space or keep backups on another disk",
               free_bytes >> 20, bytes >> 20);
}

Status RocksdbStore::Write(rocksdb::WriteBatch& batch) {
  RETURN_IF_ERROR(CheckFreeSpace(batch.GetDataSize()));
  const auto start = std::chrono::steady_clock::now();
  const Status written = WriteOrResume(batch);
  if (written.ok()) {
    commits_.durations.Add(std::chrono::steady_clock::now() - start);
    commits_.bytes.Add(batch.GetDataSize());
  } else {
    commits_.failed.Add();
  }
  return written;
}

// An error stops all writes until RocksDB is told to go on; it does once its files are in order.
Status RocksdbStore::WriteOrResume(rocksdb::WriteBatch& batch) {
  const auto written = WriteOnce(batch);
  if (written.ok()) return absl::OkStatus();
  const auto resumed = database_->Resume();
  if (resumed.severity() >= rocksdb::Status::kFatalError) return NeedsRestart();
  return StatusOfRocksdb(resumed.ok() ? WriteOnce(batch) : written);
}

rocksdb::Status RocksdbStore::WriteOnce(rocksdb::WriteBatch& batch) {
  uint64_t entries = 0;
  database_->GetIntProperty(rocksdb::DB::Properties::kNumEntriesActiveMemTable, &entries);
  rocksdb::WriteOptions options;
  if (entries == 0) {
    options.disableWAL = true;
    auto marked = database_->Put(options, SliceOf(kMarkKey), {});
    if (!marked.ok()) return marked;
    options.disableWAL = false;
  }
  options.sync = true;
  return database_->Write(options, &batch);
}

}  // namespace

RocksdbOptions::RocksdbOptions() : limits(kStoreLimits) {}

StatusOr<std::unique_ptr<DurableStore>> OpenRocksdbStore(const std::string& folder,
                                                         const RocksdbOptions& options) {
  ASSIGN_OR_RETURN(auto database, OpenRocksdbFolder(folder, options.cache_bytes));
  return std::make_unique<RocksdbStore>(std::move(database), options);
}

StatusOr<std::map<std::string, Revision>> ReadRevisions(const std::string& folder,
                                                        rocksdb::Env* env) {
  ASSIGN_OR_RETURN(const auto database, OpenToRead(folder, env));
  std::map<std::string, Revision> revisions;
  const std::unique_ptr<rocksdb::Iterator> it(database->NewIterator({}));
  for (it->Seek(SliceOf(kRevisionPrefix)); it->Valid(); it->Next()) {
    if (!it->key().starts_with(SliceOf(kRevisionPrefix))) break;
    const std::string shard = it->key().ToString().substr(kRevisionPrefix.size());
    ASSIGN_OR_RETURN(revisions[shard], ParseRevision(it->value().ToString()));
  }
  RETURN_IF_ERROR(StatusOfRocksdb(it->status()));
  return revisions;
}

}  // namespace dragoman
