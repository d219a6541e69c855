// The account of one import while it runs: every entry is counted once, when what became of it is
// final, and problems wait here until somebody asks.
#pragma once

#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/base/figures.h"
#include "server/engine/transfer.h"

namespace dragoman {

// Where an entry stands in its file.
struct EntryPlace {
  uint64_t line = 0;   // From 1.
  uint64_t entry = 0;  // From 1.
};

// Thread-safe: entries are read in one thread and written in another.
class ImportLedger {
 public:
  ImportLedger(const ImportSettings& settings, Revision revision);
  ~ImportLedger();

  // Writes the file of skipped entries, where one was asked for; to be called first. Lifetime:
  // `format` outlives the ledger.
  void SetSkippedFormat(const SkippedEntries* format) { skipped_format_ = format; }

  // Returns the place of the next entry.
  EntryPlace Begin(uint64_t line) {
    const absl::MutexLock lock(&mutex_);
    return {line, ++entries_};
  }
  // Counts an entry that is not stored; `text`: it as it stands in the file. The field of `why` is
  // the column.
  void Skip(const EntryPlace& place, std::string_view text, const Status& why);
  // Ends the file of skipped entries, if there is one.
  void EndSkipped();
  uint64_t skipped() {
    const absl::MutexLock lock(&mutex_);
    return progress_.account.skipped;
  }
  bool IsFull() {
    const absl::MutexLock lock(&mutex_);
    return skipped_data_.size() >= kMaxWaitingSkippedBytes;
  }
  void Count(Outcome outcome);

  void AddBytes(uint64_t bytes) {
    const absl::MutexLock lock(&mutex_);
    progress_.bytes += bytes;
  }
  // Counts so many entries.
  void Count(Outcome outcome, size_t entries);
  // Counts what a commit did, and notes the revision that has it.
  void Count(const UnitWriteReport& report);
  void SetRevision(Revision revision) {
    const absl::MutexLock lock(&mutex_);
    progress_.revision = revision;
  }
  // Ends the account; the reader says what else it found.
  template <typename Value>
  void SetDone(const EntryReader<Value>& reader) {
    const absl::MutexLock lock(&mutex_);
    progress_.done = true;
    progress_.languages = reader.Languages();
    progress_.losses = reader.CountedLosses();
    progress_.table = reader.Table();
  }
  const std::string& batch_id() const { return batch_id_; }

  // Returns the progress; its problems are those since the last call.
  ImportProgress Take();

 private:
  // Adds what happened since the last time to the figures of the engine, unless this is a dry run.
  void AddToFigures() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string batch_id_;
  std::optional<Raised> running_;  // None of a dry run.
  absl::Mutex mutex_;
  ImportProgress progress_ ABSL_GUARDED_BY(mutex_);
  Account counted_ ABSL_GUARDED_BY(mutex_);             // In the figures,
  uint64_t bytes_counted_ ABSL_GUARDED_BY(mutex_) = 0;  // as are so many bytes.
  uint64_t entries_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t problems_left_ ABSL_GUARDED_BY(mutex_);
  const SkippedEntries* skipped_format_ = nullptr;
  std::string skipped_data_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
