// The contract of durable storage, and nothing more: ordered keys within shards, atomic guarded
// commits, pages instead of iterators. So that a second, distributed back end can be first-class.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/model/unit.h"

namespace dragoman {

struct KeyValue {
  std::string key;
  std::string value;

  bool operator==(const KeyValue&) const = default;
};

// Half-open; an empty end means "to the last key".
struct KeyRange {
  std::string begin;
  std::string end;
};

// One page of a scan, in key order.
struct ScanPage {
  std::vector<KeyValue> items;
  // The key to begin the next page with; nullopt at the end of the range.
  std::optional<std::string> next;
  Revision revision = 0;  // Of the shard, at the page's one point in time.
};

// What one commit changes. A key stands in one of the two at most.
struct Batch {
  std::vector<KeyValue> puts;
  std::vector<std::string> deletes;
};

struct StoreLimits {
  size_t max_key_bytes = 0;
  size_t max_value_bytes = 0;
  size_t max_batch_bytes = 0;  // Keys and values of one commit.
  size_t max_batch_items = 0;
  size_t max_page_bytes = 0;  // A page ends after the item that reaches it.
};

// Thread-safe. A shard's name is 1 to 64 printable ASCII characters, anything else is an
// InvalidArgument; a key is any bytes, at least one.
class Store {
 public:
  virtual ~Store() = default;

  // Returns one value or nullopt per key, all of one point in time.
  //
  // Errors: DataLoss, Unavailable.
  virtual StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) = 0;

  // Returns at most `limit` items from the start of the range, fewer when they reach the limit of a
  // page in bytes.
  //
  // Errors: DataLoss, Unavailable.
  virtual StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) = 0;

  // Applies the batch atomically and durably if the shard's revision is `expected`; returns the new
  // revision, expected + 1. A shard that was never written has revision 0.
  //
  // Errors: Aborted (another revision: read again and retry), InvalidArgument (an empty key, a key
  //         twice), ResourceExhausted (past the limits, full disk): nothing was written.
  //         Unavailable: it is not known whether it was written; read Head.
  virtual StatusOr<Revision> Commit(std::string_view shard, Revision expected,
                                    const Batch& batch) = 0;

  // Returns the shard's revision.
  virtual StatusOr<Revision> Head(std::string_view shard) = 0;

  // Deletes every key of the shard; its revision stays known and rises by one.
  virtual Status Drop(std::string_view shard) = 0;

  // Calls `changed` with the shard's revision after each later commit or drop, ascending, possibly
  // skipping some: a hint to read the shard's log. The watch ends when the returned handle is
  // destroyed (no call runs after that); `changed` must not destroy it, nor block: it runs in the
  // thread that commits.
  using Changed = std::function<void(Revision)>;
  virtual std::shared_ptr<void> Watch(std::string_view shard, Changed changed) = 0;

  // Reads every byte that is kept in files and compares checksums; others go on meanwhile.
  //
  // Errors: DataLoss naming what is damaged; Unavailable.
  virtual Status VerifyBytes() { return absl::OkStatus(); }

  virtual StoreLimits limits() const = 0;
};

}  // namespace dragoman
