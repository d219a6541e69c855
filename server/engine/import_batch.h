// The entries of an import that wait to be committed together.
#pragma once

#include <utility>
#include <vector>

#include "server/base/status.h"
#include "server/engine/transfer.h"

namespace dragoman {

// Thread-compatible.
template <typename Entry>
class ImportBatch {
 public:
  bool empty() const { return entries_.empty(); }

  // Returns whether an entry of this size belongs to this commit; a larger one than all commits may
  // be has room in an empty batch.
  bool HasRoomFor(size_t bytes) const {
    return entries_.empty() ||
           (entries_.size() < kMaxImportBatchEntries && bytes_ + bytes <= kMaxImportBatchBytes);
  }

  void Add(Entry entry, size_t bytes) {
    entries_.push_back(std::move(entry));
    bytes_ += bytes;
  }

  // Returns the entries and is empty after that.
  std::vector<Entry> Take() {
    bytes_ = 0;
    return std::exchange(entries_, {});
  }

 private:
  std::vector<Entry> entries_;
  size_t bytes_ = 0;
};

// Checks that the store can hold an entry. Errors: InvalidArgument.
inline Status CheckEntryBytes(size_t bytes) {
  if (bytes <= kMaxImportEntryBytes) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "about {} bytes; an entry has at most {} MiB", bytes,
               kMaxImportEntryBytes >> 20);
}

}  // namespace dragoman
