// What both kinds of imports begin with: their record, and what keeps others from the same batch
// id.
#pragma once

#include <memory>

#include "server/engine/import_commit.h"
#include "server/engine/import_history.h"
#include "server/engine/transfer.h"

namespace dragoman {

struct StartedImport {
  ImportCommit commit;
  std::unique_ptr<RunningImport> running;          // None for an import that writes nothing.
  const SkippedEntries* skipped_format = nullptr;  // Of an import that was asked for that file.
  int64_t micros = 0;                              // When it began: this run of it.
};

// Lifetime: what is returned uses the reader.
StatusOr<StartedImport> StartImport(const ImportSettings& settings, ImportHistory& history,
                                    const SkippedEntries* format);

// As above, for a reader that is told to keep the texts of entries.
//
// Errors: InvalidArgument about "skipped_file" when the format has none; FailedPrecondition about
//         "batch_id" when that import is running or was undone; NotFound when it is to be resumed
//         and has left nothing; those of the store.
template <typename Value>
StatusOr<StartedImport> StartImport(const ImportSettings& settings, EntryReader<Value>& reader,
                                    ImportHistory& history) {
  return StartImport(settings, history, settings.check_only ? nullptr : reader.KeepTexts());
}

}  // namespace dragoman
