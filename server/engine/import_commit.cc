#include "server/engine/import_commit.h"

namespace dragoman {

void ImportCommit::Count(const Account& entries) {
  record.stored += entries.stored;
  record.merged += entries.merged;
  met += entries.unchanged;
  record.unchanged = met - std::min(met, brought_before);
}

void ImportCommit::AddTo(WriteLog& log) {
  const bool is_end = record.state == ImportRecord::State::kDone && record.last_revision != 0;
  if (!log.has_changes() && !is_end) return;
  if (log.has_changes()) {
    log.SetImportCommit(record.id, record.last_revision);
    record.last_revision = log.revision();
  }
  log.SetImport(record, std::exchange(gives_way, ""));
}

}  // namespace dragoman
