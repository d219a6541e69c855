// The account of one import while it runs: every entry is counted once, when what became of it is
// final, and problems wait here until somebody asks.
#pragma once

#include <cstdint>
#include <string>

#include "server/engine/transfer.h"

namespace dragoman {

// Where an entry stands in its file.
struct EntryPlace {
  uint64_t line = 0;   // From 1.
  uint64_t entry = 0;  // From 1.
};

// Thread-compatible.
class ImportLedger {
 public:
  ImportLedger(size_t max_problems, std::string batch_id, Revision revision);

  // Returns the place of the next entry.
  EntryPlace Begin(uint64_t line) { return {line, ++entries_}; }
  // Counts an entry that is not stored. The field of `why` is the column.
  void Skip(const EntryPlace& place, const Status& why);
  void Count(Outcome outcome);

  void AddBytes(uint64_t bytes) { progress_.bytes += bytes; }
  void SetRevision(Revision revision) { progress_.revision = revision; }
  void SetDone() { progress_.done = true; }
  const std::string& batch_id() const { return progress_.batch_id; }

  // Returns the progress; its problems are those since the last call.
  ImportProgress Take();

 private:
  ImportProgress progress_;
  uint64_t entries_ = 0;
  size_t problems_left_;
};

}  // namespace dragoman
