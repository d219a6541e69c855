// Who changed what, and who was refused: numbered records in a shard of their own, only ever added.
//
// A commit is of one shard, so a record is written after the change it tells of, in a commit of its
// own. Whoever answers the change waits for the record first (Write): a change that was answered
// has its record on disk. A crash between the two leaves a change that nobody was told of without
// one.
#pragma once

#include <absl/synchronization/mutex.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/base/status.h"
#include "server/store/records.h"
#include "server/store/store.h"

namespace dragoman {

// What to list; all that is given must hold.
struct AuditQuery {
  int64_t start_micros = 0;
  int64_t end_micros = 0;   // 0: no end.
  std::string principal{};  // "": any.
  std::string resource{};   // "": any.
};

struct AuditPage {
  std::vector<AuditRecord> records;
  std::optional<uint64_t> next;  // The number to begin the next page with.
};

// Thread-safe.
class AuditLog {
 public:
  static constexpr uint64_t kMostRecords = 1'000'000;

  // `most_records`: older ones are removed.
  //
  // Errors:   those of the store.
  // Lifetime: the store outlives it.
  static StatusOr<std::unique_ptr<AuditLog>> Open(Store& store,
                                                  uint64_t most_records = kMostRecords);
  // Writes what waits.
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  // Adds a record and returns when it is on disk. Records that wait together share a commit.
  //
  // Errors: those of the store; the record is tried again with later ones.
  Status Write(AuditRecord record);
  // Adds a record, which is on disk within about a second.
  void Note(AuditRecord record);
  // The same for a refused attempt. Of many only about one a second is kept; it says how many were
  // not before it.
  void NoteRefused(AuditRecord record);

  // Returns at most `limit` records from the number `from` on (0: the first), the oldest first.
  // What was added before the call is there.
  //
  // Errors: those of the store.
  StatusOr<AuditPage> List(const AuditQuery& query, uint64_t from, size_t limit);

 private:
  AuditLog(Store& store, uint64_t most_records) : store_(store), most_records_(most_records) {}
  Status Load();
  uint64_t Add(AuditRecord record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Status AwaitWritten(uint64_t count) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MayKeepRefused() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Run();
  Status Commit(const std::vector<AuditRecord>& records, uint64_t number);
  uint64_t FirstNumber(uint64_t next) const;
  StatusOr<uint64_t> FirstFrom(int64_t start_micros, uint64_t next);
  StatusOr<int64_t> TimeOf(uint64_t number);

  Store& store_;
  const uint64_t most_records_;
  Revision revision_ = 0;  // Of the thread that writes.

  absl::Mutex mutex_;
  std::deque<AuditRecord> waiting_ ABSL_GUARDED_BY(mutex_);
  uint64_t added_ ABSL_GUARDED_BY(mutex_) = 0;    // Since the start.
  uint64_t written_ ABSL_GUARDED_BY(mutex_) = 0;  // Of these.
  uint64_t wanted_ ABSL_GUARDED_BY(mutex_) = 0;   // Of these, somebody waits for so many.
  uint64_t failed_ ABSL_GUARDED_BY(mutex_) = 0;   // Of these, so many met `failure_`.
  Status failure_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_number_ ABSL_GUARDED_BY(mutex_) = 1;
  int64_t last_micros_ ABSL_GUARDED_BY(mutex_) = 0;
  double refused_room_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t refused_micros_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t suppressed_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace dragoman
