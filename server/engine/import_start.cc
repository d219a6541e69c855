#include "server/engine/import_start.h"

#include <utility>

#include "server/base/clock.h"

namespace dragoman {
namespace {

// Returns the record to begin with: what a run before left, and who goes on with it.
ImportRecord Begun(const ImportSettings& settings, ImportRecord record, int64_t now) {
  if (record.started_micros == 0) record.started_micros = now;
  if (!settings.author.empty()) record.author = settings.author;
  if (!settings.file_name.empty()) record.file_name = settings.file_name;
  return record;
}

Status NothingToResume(const std::string& batch_id) {
  return FieldError("batch_id",
                    fmt::format("nothing of the import '{}' was stored; import the file from its "
                                "beginning",
                                Shortened(batch_id)),
                    StatusCode::kNotFound);
}

Status OfAnother(const std::string& batch_id) {
  return FieldError(
      "batch_id",
      fmt::format("the import '{}' is another's; only an administrator goes on with it",
                  Shortened(batch_id)),
      StatusCode::kPermissionDenied);
}

}  // namespace

StatusOr<StartedImport> StartImport(const ImportSettings& settings, ImportHistory& history,
                                    const SkippedEntries* format) {
  if (settings.skipped_file && format == nullptr && !settings.check_only) {
    return FieldError("skipped_file", "this format has no file of skipped entries; leave it out");
  }
  const bool writes = !settings.validate_only && !settings.check_only;
  ASSIGN_OR_RETURN(ImportRecord stored,
                   writes ? history.Begin(settings.batch_id) : history.Find(settings.batch_id));
  std::unique_ptr<RunningImport> running;
  if (writes) running = std::make_unique<RunningImport>(history, settings.batch_id);
  const bool is_new = stored.last_revision == 0;
  if (settings.resume && is_new) return NothingToResume(settings.batch_id);
  if (settings.only_author && !is_new && stored.author != settings.author) {
    return OfAnother(settings.batch_id);
  }
  const int64_t now = NowMicros();
  StartedImport started{.commit = ImportCommit(Begun(settings, std::move(stored), now)),
                        .running = std::move(running),
                        .skipped_format = settings.skipped_file ? format : nullptr,
                        .micros = now};
  if (writes && is_new) {
    ASSIGN_OR_RETURN(started.commit.gives_way, history.OldestBeyondLimit());
  }
  return started;
}

}  // namespace dragoman
