#include "server/engine/write_log.h"

#include <algorithm>
#include <utility>

#include "server/engine/limits.h"
#include "server/store/codec.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

StatusOr<std::optional<std::string>> ReadOne(Store& store, std::string_view shard,
                                             std::string key) {
  ASSIGN_OR_RETURN(auto values, store.MultiGet(shard, {std::move(key)}));
  return std::move(values.front());
}

}  // namespace

Status CheckEtag(Revision etag, Revision revision) {
  if (etag == 0 || etag == revision) return absl::OkStatus();
  return FieldError("etag",
                    fmt::format("it was changed by someone else (etag {} is stored, {} was given); "
                                "read it again and repeat the change",
                                revision, etag),
                    StatusCode::kAborted);
}

WriteLog::WriteLog(Store& store, std::string_view shard, Revision revision, int64_t now_micros)
    : store_(store), shard_(shard) {
  entry_.revision = revision;
  entry_.time_micros = now_micros;
}

StatusOr<std::optional<RequestRecord>> WriteLog::FindAnswer(const WriteContext& context) const {
  if (context.request_id.empty()) return std::nullopt;
  std::optional<RequestRecord> answer;
  const auto pending = answers_.find(context.request_id);
  if (pending != answers_.end()) {
    answer = pending->second;
  } else {
    ASSIGN_OR_RETURN(const auto stored, ReadOne(store_, shard_, RequestKey(context.request_id)));
    if (!stored) return std::nullopt;
    ASSIGN_OR_RETURN(answer, DecodeRequestRecord(*stored));
  }
  if (answer->content_hash == context.request_hash) return answer;
  return FieldError("request_id",
                    fmt::format("'{}' was used for another request; use a new one for each write",
                                Shortened(context.request_id)),
                    StatusCode::kAlreadyExists);
}

void WriteLog::AddAnswer(const WriteContext& context, RequestRecord answer) {
  if (context.request_id.empty()) return;
  answer.content_hash = context.request_hash;
  entry_.request_ids.push_back(context.request_id);
  answers_[context.request_id] = std::move(answer);
}

void WriteLog::AddBatchId(const std::string& batch_id) {
  auto& ids = entry_.batch_ids;
  if (!batch_id.empty() && std::find(ids.begin(), ids.end(), batch_id) == ids.end()) {
    ids.push_back(batch_id);
  }
}

void WriteLog::SetImport(const ImportRecord& record, const std::string& gives_way) {
  import_ = record;
  import_->changed_micros = entry_.time_micros;
  gives_way_ = gives_way;
}

Status WriteLog::AddTo(Batch& batch) const {
  for (const auto& [id, answer] : answers_) {
    batch.puts.push_back({RequestKey(id), EncodeRequestRecord(answer)});
  }
  if (import_) batch.puts.push_back({ImportKey(import_->id), EncodeImportRecord(*import_)});
  if (!gives_way_.empty()) batch.deletes.push_back(ImportKey(gives_way_));
  batch.puts.push_back({LogKey(entry_.revision), EncodeLogEntry(entry_)});
  return RemoveOldAnswers(batch);
}

Status WriteLog::RemoveOldAnswers(Batch& batch) const {
  if (entry_.revision <= kRememberedCommits) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto old,
                   ReadOne(store_, shard_, LogKey(entry_.revision - kRememberedCommits)));
  if (!old) return absl::OkStatus();
  ASSIGN_OR_RETURN(const LogEntry entry, DecodeLogEntry(*old));
  for (const std::string& id : entry.request_ids) {
    if (!answers_.contains(id)) batch.deletes.push_back(RequestKey(id));
  }
  return absl::OkStatus();
}

StatusOr<ShardMeta> ReadMeta(Store& store, std::string_view shard) {
  ASSIGN_OR_RETURN(const auto stored, ReadOne(store, shard, MetaKey()));
  return stored ? DecodeShardMeta(*stored) : ShardMeta{};
}

}  // namespace dragoman
