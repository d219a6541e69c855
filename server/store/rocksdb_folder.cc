#include "server/store/rocksdb_folder.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/table.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <filesystem>

#include "server/base/files.h"
#include "server/store/log_check.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFormatKey{"\0format", 7};
constexpr std::string_view kFormat = "1";

constexpr size_t kReadOnceCacheBytes = 1 << 20;

// Passes RocksDB's errors on to the server's log.
class ErrorLog : public rocksdb::Logger {
 public:
  ErrorLog() : Logger(rocksdb::InfoLogLevel::ERROR_LEVEL) {}
  void LogHeader(const char* /*format*/, va_list /*arguments*/) override {}
  void Logv(const char* format, va_list arguments) override {
    std::array<char, 512> line;
    std::vsnprintf(line.data(), line.size(), format, arguments);
    spdlog::error("rocksdb: {}", line.data());
  }
  using Logger::Logv;
};

// Leaves the way back from an error that stops writes to the next write (RocksdbStore::Write),
// which is asked for at once: RocksDB looks for free space only every five seconds.
class ManualRecovery : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status error,
                            bool* automatic) override {
    if (error.severity() >= rocksdb::Status::kHardError) *automatic = false;
  }
};

rocksdb::Options DatabaseOptions(size_t cache_bytes) {
  rocksdb::Options options;
  options.create_if_missing = true;
  // The end of the log may be torn by a crash, in a commit that nobody was told of. Damage before
  // the end is an error, not a silent end of what was acknowledged.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.compression = rocksdb::kLZ4Compression;
  options.max_open_files = 512;
  options.write_buffer_size = 32 << 20;  // Two of them fill while a large import goes on.
  // All that counts is in the log.
  options.avoid_flush_during_shutdown = true;
  options.info_log = std::make_shared<ErrorLog>();
  options.listeners.push_back(std::make_shared<ManualRecovery>());
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(cache_bytes);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// Returns whether a first start that was stopped may have left the file, or the file system puts it
// into every new disk.
bool MayPrecedeDatabase(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"LOCK", "LOG", "IDENTITY", "MANIFEST-",
                                                      "lost+found"};
  return name.ends_with(".dbtmp") ||
         std::any_of(kNames.begin(), kNames.end(), [&](auto one) { return name.starts_with(one); });
}

Status FolderError(std::string_view what, std::string_view reason) {
  return Error(StatusCode::kFailedPrecondition, "the data folder cannot be {}: {}", what, reason);
}

// Refuses a folder that holds files but no database, so that nothing of others is mixed up.
Status CheckFolder(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "CURRENT", error)) return absl::OkStatus();
  const Status made = MakeFolderDurably(folder.string());
  if (made.code() == StatusCode::kResourceExhausted) return made;
  if (!made.ok()) return FolderError("made", MessageOf(made));
  fs::directory_iterator entries(folder, error);
  if (error) return FolderError("read", error.message());
  const bool is_free = std::all_of(fs::begin(entries), fs::end(entries), [](const auto& entry) {
    return MayPrecedeDatabase(entry.path().filename().string());
  });
  if (is_free) return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition,
               "the data folder holds other files; name an empty folder or one of this server");
}

// The reader is who started the server, on its machine: RocksDB's text may be shown.
Status OpenError(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  const bool locked = text.find("While lock file") != std::string::npos ||
                      text.find("lock hold by current process") != std::string::npos;
  if (locked) {
    return Error(
        StatusCode::kFailedPrecondition,
        "the data folder is in use by another server; stop that one or name another folder");
  }
  const Status converted = StatusOfRocksdb(status);
  return Error(converted.code(), "the data folder cannot be opened: {} ({})", MessageOf(converted),
               text);
}

bool HoldsNothing(rocksdb::DB& database) {
  const std::unique_ptr<rocksdb::Iterator> it(database.NewIterator({}));
  it->SeekToFirst();
  return !it->Valid() && it->status().ok();
}

Status WriteFormat(rocksdb::DB& database) {
  rocksdb::WriteOptions options;
  options.sync = true;
  return StatusOfRocksdb(database.Put(options, rocksdb::Slice(kFormatKey.data(), kFormatKey.size()),
                                      rocksdb::Slice(kFormat.data(), kFormat.size())));
}

Status CheckFormat(rocksdb::DB& database) {
  std::string format;
  const auto read = database.Get({}, rocksdb::Slice(kFormatKey.data(), kFormatKey.size()), &format);
  if (read.IsNotFound()) {
    if (HoldsNothing(database)) return WriteFormat(database);
    return Error(StatusCode::kFailedPrecondition,
                 "the data folder holds another program's database; name another folder");
  }
  RETURN_IF_ERROR(StatusOfRocksdb(read));
  if (format == kFormat) return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition,
               "the data folder has format {}, this server knows {}; use the newer server",
               Shortened(format), kFormat);
}

}  // namespace

StatusOr<std::unique_ptr<rocksdb::DB>> OpenRocksdbFolder(const std::string& folder,
                                                         size_t cache_bytes) {
  RETURN_IF_ERROR(CheckFolder(folder));
  if (const Status logs = CheckLogs(folder); !logs.ok()) {
    return Error(logs.code(), "the data folder cannot be opened: {}", MessageOf(logs));
  }
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(DatabaseOptions(cache_bytes), folder, &opened);
  if (!status.ok()) return OpenError(status);
  std::unique_ptr<rocksdb::DB> database(opened);
  RETURN_IF_ERROR(CheckFormat(*database));
  return database;
}

StatusOr<std::unique_ptr<rocksdb::DB>> OpenToRead(const std::string& folder, rocksdb::Env* env) {
  rocksdb::Options options = DatabaseOptions(kReadOnceCacheBytes);
  options.create_if_missing = false;
  if (env != nullptr) options.env = env;
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::OpenForReadOnly(options, folder, &opened);
  if (!status.ok()) return StatusOfRocksdb(status);
  std::unique_ptr<rocksdb::DB> database(opened);
  RETURN_IF_ERROR(CheckFormat(*database));
  return database;
}

StatusOr<uint64_t> FreeBytes(const std::string& folder) {
  struct statvfs disk;
  if (statvfs(folder.c_str(), &disk) == 0) return uint64_t{disk.f_bavail} * disk.f_frsize;
  return Error(StatusCode::kUnavailable, "the server's disk cannot be reached; try again later");
}

bool AreOnOneDisk(const std::string& folder, const std::string& other) {
  struct stat one;
  struct stat two;
  if (stat(folder.c_str(), &one) != 0 || stat(other.c_str(), &two) != 0) return true;
  return one.st_dev == two.st_dev;
}

Status StatusOfRocksdb(const rocksdb::Status& status) {
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

}  // namespace dragoman
