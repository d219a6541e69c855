// What a commit of an import has beside its entries: the record that says what the import is and
// how far it came.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "server/engine/account.h"
#include "server/engine/import_claims.h"
#include "server/engine/write_log.h"
#include "server/store/records.h"

namespace dragoman {

// One import on its way through its commits. Thread-compatible: one commit at a time.
struct ImportCommit {
  // Goes on with an import as the store knows it; what it counted as unchanged or skipped is
  // counted anew.
  explicit ImportCommit(ImportRecord stored)
      : record(std::move(stored)), brought_before(record.stored + record.merged) {
    record.unchanged = record.skipped = 0;
    record.state = ImportRecord::State::kStarted;
  }

  // Adds what becomes of the entries of one commit. Entries that a run before brought are met again
  // as unchanged, and counted once.
  void Count(const Account& entries);
  // Adds the record to a commit that changes something, or is the import's last.
  void AddTo(WriteLog& log);

  ImportRecord record;
  const uint64_t brought_before;
  uint64_t met = 0;       // Entries of this run that were there already.
  std::string gives_way;  // The record that the first commit removes; "": none.
  ImportClaims claims;    // Of imports of units.
};

}  // namespace dragoman
