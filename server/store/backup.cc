#include "server/store/backup.h"

#include <rocksdb/utilities/backup_engine.h>

#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "server/base/files.h"
#include "server/store/rocksdb_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMiB = 1 << 20;
// A backup leaves room on the disk for those who look up and write meanwhile.
constexpr uint64_t kBytesPerSecond = 200 * kMiB;
constexpr uint64_t kProgressBytes = 4 * kMiB;

rocksdb::BackupEngineOptions EngineOptions(const std::string& folder) {
  rocksdb::BackupEngineOptions options(folder);
  options.backup_rate_limit = kBytesPerSecond;
  options.callback_trigger_interval_size = kProgressBytes;
  return options;
}

Status BackupFolderError(const std::string& folder, std::string_view reason) {
  return Error(StatusCode::kUnavailable, "the folder of backups {} cannot be used: {}", folder,
               reason);
}

StatusOr<std::unique_ptr<rocksdb::BackupEngine>> OpenEngine(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return BackupFolderError(folder, error.message());
  rocksdb::BackupEngine* opened = nullptr;
  const auto status =
      rocksdb::BackupEngine::Open(EngineOptions(folder), rocksdb::Env::Default(), &opened);
  if (!status.ok()) return BackupFolderError(folder, status.ToString());
  return std::unique_ptr<rocksdb::BackupEngine>(opened);
}

// For reading only: a folder that does not exist is not made.
StatusOr<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenToRead(const std::string& folder) {
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  const auto status =
      rocksdb::BackupEngineReadOnly::Open(EngineOptions(folder), rocksdb::Env::Default(), &opened);
  if (!status.ok()) return BackupFolderError(folder, status.ToString());
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(opened);
}

Status Damaged(uint32_t id, const rocksdb::Status& status) {
  return Error(StatusCode::kDataLoss, "backup {} is damaged ({}); use another one", id,
               status.ToString());
}

// Errors while files are copied; `undone` says what was not made on which disk.
Status CopyError(const rocksdb::Status& status, std::string_view undone) {
  if (status.IsIncomplete()) return Error(StatusCode::kCancelled, "the backup was cancelled");
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kNoSpace) {
    return Error(StatusCode::kResourceExhausted, "{}; free some space there and try again", undone);
  }
  return StatusOfRocksdb(status);
}

template <typename Engine>
std::vector<rocksdb::BackupInfo> InfosOf(const Engine& engine) {
  std::vector<rocksdb::BackupInfo> infos;
  engine.GetBackupInfo(&infos, /*include_file_details=*/true);
  return infos;
}

// Adds the backup's files to the known ones; returns the bytes of those that are new.
uint64_t AddFiles(const rocksdb::BackupInfo& info, std::set<std::string>& known) {
  uint64_t bytes = 0;
  for (const auto& file : info.file_details) {
    if (known.insert(file.relative_filename).second) bytes += file.size;
  }
  return bytes;
}

StatusOr<Backup> BackupOf(const rocksdb::BackupInfo& info, uint64_t own_bytes) {
  Backup backup;
  backup.id = info.backup_id;
  backup.micros = info.timestamp * 1'000'000;
  backup.bytes = info.size;
  backup.own_bytes = own_bytes;
  ASSIGN_OR_RETURN(backup.revisions, ReadRevisions(info.name_for_open, info.env_for_open.get()));
  return backup;
}

// Returns a backup whose bytes are as they were written.
template <typename Engine>
StatusOr<Backup> ReadVerified(const Engine& engine, uint32_t id) {
  const std::vector<rocksdb::BackupInfo> infos = InfosOf(engine);
  if (infos.empty()) return Error(StatusCode::kNotFound, "there are no backups");
  if (id == 0) id = infos.back().backup_id;
  const auto verified = engine.VerifyBackup(id, /*verify_with_checksum=*/true);
  if (verified.IsNotFound()) {
    return Error(StatusCode::kNotFound, "there is no backup {}; the newest is {}", id,
                 infos.back().backup_id);
  }
  if (!verified.ok()) return Damaged(id, verified);
  std::set<std::string> known;
  for (const rocksdb::BackupInfo& info : infos) {
    const uint64_t own_bytes = AddFiles(info, known);
    if (info.backup_id != id) continue;
    if (StatusOr<Backup> backup = BackupOf(info, own_bytes); backup.ok()) return backup;
  }
  return Damaged(id, rocksdb::Status::Corruption("it does not open"));
}

Status CheckNewFolder(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) ||
      (fs::is_directory(folder, error) && fs::is_empty(folder, error)))
    return absl::OkStatus();
  return Error(StatusCode::kFailedPrecondition,
               "{} is there already: a backup is restored to a new folder, so that nothing is lost",
               folder.string());
}

Status RenameFolder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::remove(to, error);  // An empty one.
  fs::rename(from, to, error);
  if (!error) return SyncFolder(fs::absolute(from).parent_path().string());
  return Error(StatusCode::kUnavailable, "{} cannot be renamed to {}: {}", from.string(),
               to.string(), error.message());
}

}  // namespace

// RocksDB opens a backup by paths from the root only.
BackupFolder::BackupFolder(const std::string& folder) : folder_(fs::absolute(folder).string()) {}

StatusOr<Backup> BackupFolder::Create(DurableStore& store, const BackupProgress& progress) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const auto engine, OpenEngine(folder_));
  RETURN_IF_ERROR(store.CheckSpaceForBackup(folder_));
  rocksdb::CreateBackupOptions options;
  // What is in memory goes into files, so that a backup has no log to replay.
  options.flush_before_backup = true;
  uint64_t copied = 0;
  options.progress_callback = [&] {
    copied += kProgressBytes;
    if (!progress(copied)) engine->StopBackup();
  };
  rocksdb::BackupID id = 0;
  const auto created = engine->CreateNewBackup(options, &store.database(), &id);
  if (!created.ok()) {
    engine->GarbageCollect();
    return CopyError(created, "the disk of the backups is full: no backup was made");
  }
  return ReadVerified(*engine, id);
}

StatusOr<std::vector<Backup>> BackupFolder::List() {
  const absl::MutexLock lock(&mutex_);
  if (!fs::exists(folder_)) return std::vector<Backup>();
  ASSIGN_OR_RETURN(const auto engine, OpenToRead(folder_));
  std::vector<Backup> backups;
  std::set<std::string> known;
  for (const rocksdb::BackupInfo& info : InfosOf(*engine)) {
    StatusOr<Backup> backup = BackupOf(info, AddFiles(info, known));
    if (backup.ok()) backups.push_back(*std::move(backup));
  }
  return backups;
}

StatusOr<Backup> BackupFolder::Verify(uint32_t id) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const auto engine, OpenToRead(folder_));
  return ReadVerified(*engine, id);
}

StatusOr<uint64_t> BackupFolder::Trim(uint32_t keep) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(const auto engine, OpenEngine(folder_));
  std::vector<rocksdb::BackupInfo> before;
  engine->GetBackupInfo(&before);
  auto trimmed = engine->PurgeOldBackups(keep);
  if (trimmed.ok()) trimmed = engine->GarbageCollect();
  if (!trimmed.ok()) return BackupFolderError(folder_, trimmed.ToString());
  std::vector<rocksdb::BackupInfo> after;
  engine->GetBackupInfo(&after);
  return before.size() - after.size();
}

StatusOr<Backup> BackupFolder::Restore(uint32_t id, const std::string& data_folder) {
  const absl::MutexLock lock(&mutex_);
  const fs::path target = fs::path(data_folder).lexically_normal();
  RETURN_IF_ERROR(CheckNewFolder(target));
  ASSIGN_OR_RETURN(const auto engine, OpenToRead(folder_));
  ASSIGN_OR_RETURN(Backup backup, ReadVerified(*engine, id));
  // RocksDB empties the folder that it restores to; this one is of a restore that was cut off.
  const std::string partial =
      (target.has_filename() ? target : target.parent_path()).string() + ".restoring";
  const auto restored = engine->RestoreDBFromBackup(backup.id, partial, partial);
  if (!restored.ok()) {
    return CopyError(restored, "the disk of the data folder is full: nothing was restored");
  }
  RETURN_IF_ERROR(RenameFolder(partial, target));
  return backup;
}

}  // namespace dragoman
