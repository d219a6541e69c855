#include "server/engine/import_history.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/scan_all.h"

namespace dragoman {
namespace {

Status NotUsable(const std::string& batch_id, std::string_view why) {
  return FieldError("batch_id", fmt::format("the import '{}' {}", Shortened(batch_id), why),
                    StatusCode::kFailedPrecondition);
}

bool IsNewer(const ImportRecord& a, const ImportRecord& b) {
  return std::tie(a.started_micros, a.id) > std::tie(b.started_micros, b.id);
}

}  // namespace

StatusOr<std::optional<ImportRecord>> ImportHistory::Stored(const std::string& batch_id) const {
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, {ImportKey(batch_id)}));
  if (!values.front()) return std::nullopt;
  ASSIGN_OR_RETURN(ImportRecord record, DecodeImportRecord(*values.front()));
  return record;
}

Status ImportHistory::CheckUsable(const std::string& batch_id, const ImportRecord& record) const {
  using State = ImportRecord::State;
  if (running_.contains(batch_id)) return NotUsable(batch_id, "is running; wait for its end");
  if (record.state == State::kUndoing || record.state == State::kUndone) {
    return NotUsable(batch_id, "was undone; import the file under another name, or under none");
  }
  return absl::OkStatus();
}

StatusOr<ImportRecord> ImportHistory::Find(const std::string& batch_id) const {
  ASSIGN_OR_RETURN(auto stored, Stored(batch_id));
  ImportRecord record = stored.value_or(ImportRecord{.id = batch_id});
  const absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(CheckUsable(batch_id, record));
  return record;
}

StatusOr<ImportRecord> ImportHistory::Begin(const std::string& batch_id) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(auto stored, Stored(batch_id));
  ImportRecord record = stored.value_or(ImportRecord{.id = batch_id});
  RETURN_IF_ERROR(CheckUsable(batch_id, record));
  running_.insert(batch_id);
  return record;
}

StatusOr<ImportRecord> ImportHistory::BeginUndo(const std::string& batch_id) {
  const absl::MutexLock lock(&mutex_);
  ASSIGN_OR_RETURN(auto stored, Stored(batch_id));
  if (!stored) {
    return FieldError("batch_id",
                      fmt::format("no import '{}' has changed anything here; list the imports to "
                                  "see their names",
                                  Shortened(batch_id)),
                      StatusCode::kNotFound);
  }
  if (running_.contains(batch_id)) return NotUsable(batch_id, "is running; end it, then undo it");
  running_.insert(batch_id);
  return *std::move(stored);
}

void ImportHistory::End(const std::string& batch_id) {
  const absl::MutexLock lock(&mutex_);
  running_.erase(batch_id);
}

StatusOr<std::vector<ImportRecord>> ImportHistory::All() const {
  std::vector<ImportRecord> records;
  const auto take = [&records](const KeyValue& item) -> Status {
    ASSIGN_OR_RETURN(records.emplace_back(), DecodeImportRecord(item.value));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(ScanAll(store_, shard_, AllImports(), kScanItems, take).status());
  return records;
}

StatusOr<ImportPage> ImportHistory::List(size_t skip, size_t limit) const {
  ASSIGN_OR_RETURN(std::vector<ImportRecord> records, All());
  std::sort(records.begin(), records.end(), IsNewer);
  ImportPage page;
  const absl::MutexLock lock(&mutex_);
  for (size_t i = skip; i < records.size() && page.imports.size() < limit; ++i) {
    const bool running = running_.contains(records[i].id);
    page.imports.push_back({std::move(records[i]), running});
  }
  page.more = skip + page.imports.size() < records.size();
  return page;
}

StatusOr<std::string> ImportHistory::OldestBeyondLimit() const {
  ASSIGN_OR_RETURN(const std::vector<ImportRecord> records, All());
  if (records.size() < kMaxImports) return std::string();
  return std::max_element(records.begin(), records.end(), IsNewer)->id;
}

StatusOr<LogEntry> ImportHistory::LogAt(Revision revision) const {
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, {LogKey(revision)}));
  if (!values.front()) {
    return Error(StatusCode::kDataLoss, "the log has no entry of revision {}", revision);
  }
  return DecodeLogEntry(*values.front());
}

StatusOr<absl::flat_hash_set<Revision>> ImportHistory::CommitsOf(const ImportRecord& record) const {
  absl::flat_hash_set<Revision> commits;
  for (Revision at = record.last_revision; at != 0;) {
    ASSIGN_OR_RETURN(const LogEntry entry, LogAt(at));
    commits.insert(at);
    at = entry.import_previous;
  }
  return commits;
}

}  // namespace dragoman
