// What every commit of a memory or glossary records beside its data: the change log, and the
// answers by which repeated requests are recognised.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/store/records.h"
#include "server/store/store.h"

namespace dragoman {

// What a client sends with a write so that a repeat of it can be recognised.
struct WriteContext {
  std::string request_id;     // "" for none.
  uint64_t request_hash = 0;  // Of the request's content: tells a repeat from a misuse of its id.
};

// Errors: Aborted about "etag" when it is neither 0 nor `revision`.
Status CheckEtag(Revision etag, Revision revision);

// The requests and the log entry of one commit. Thread-compatible.
class WriteLog {
 public:
  WriteLog(Store& store, std::string_view shard, Revision revision, int64_t now_micros);

  // Returns the answer of an earlier request of the same id, of this commit or a stored one.
  //
  // Errors: AlreadyExists about "request_id" when that was another request; those of the store.
  StatusOr<std::optional<RequestRecord>> FindAnswer(const WriteContext& context) const;

  // Notes the answer of a request that has an id.
  void AddAnswer(const WriteContext& context, RequestRecord answer);
  void AddUnit(UnitId id) { entry_.units.push_back(id); }
  void AddConcept(std::string id) { entry_.concepts.push_back(std::move(id)); }
  void AddBatchId(const std::string& batch_id);
  // Notes that the whole commit is one of an import, or of its undo: `record` is written with it.
  // `gives_way`: the id of a record that is removed; "" for none.
  void SetImport(const ImportRecord& record, const std::string& gives_way);
  // Notes that the commit is one of the import's own; `previous` is the one before it.
  void SetImportCommit(const std::string& id, Revision previous) {
    entry_.import_id = id;
    entry_.import_previous = previous;
  }

  bool has_changes() const { return !entry_.units.empty() || !entry_.concepts.empty(); }
  bool empty() const { return answers_.empty() && !has_changes() && !import_; }
  Revision revision() const { return entry_.revision; }
  int64_t now_micros() const { return entry_.time_micros; }

  // Adds everything noted to the commit, and removes the answers that are too old to be kept.
  Status AddTo(Batch& batch) const;

 private:
  Status RemoveOldAnswers(Batch& batch) const;

  Store& store_;
  const std::string shard_;
  LogEntry entry_;
  std::map<std::string, RequestRecord> answers_;
  std::optional<ImportRecord> import_;
  std::string gives_way_;
};

// Returns the shard's meta record; one of a new shard when there is none.
StatusOr<ShardMeta> ReadMeta(Store& store, std::string_view shard);

}  // namespace dragoman
