#include "server/store/commit_rules.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>

namespace dragoman {
namespace {

Status PastLimit(std::string_view what, size_t size, size_t limit) {
  return Error(StatusCode::kResourceExhausted,
               "a commit is too large: {} {}, the limit is {}; write fewer entries at once", what,
               size, limit);
}

Status CheckKey(std::string_view key, const StoreLimits& limits) {
  if (key.empty()) return Error(StatusCode::kInvalidArgument, "a key is empty");
  if (key.size() > limits.max_key_bytes) {
    return PastLimit("key bytes", key.size(), limits.max_key_bytes);
  }
  return absl::OkStatus();
}

}  // namespace

Status CheckShard(std::string_view shard) {
  const bool printable =
      std::all_of(shard.begin(), shard.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!shard.empty() && shard.size() <= 64 && printable) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "'{}' is no name of a shard", Shortened(shard));
}

Status CheckBatch(const Batch& batch, const StoreLimits& limits) {
  const size_t items = batch.puts.size() + batch.deletes.size();
  if (items > limits.max_batch_items) return PastLimit("items", items, limits.max_batch_items);
  absl::flat_hash_set<std::string_view> keys;
  keys.reserve(items);
  size_t bytes = 0;
  for (const KeyValue& put : batch.puts) {
    RETURN_IF_ERROR(CheckKey(put.key, limits));
    if (put.value.size() > limits.max_value_bytes) {
      return PastLimit("value bytes", put.value.size(), limits.max_value_bytes);
    }
    keys.insert(put.key);
    bytes += put.key.size() + put.value.size();
  }
  for (const std::string& key : batch.deletes) {
    RETURN_IF_ERROR(CheckKey(key, limits));
    keys.insert(key);
    bytes += key.size();
  }
  if (bytes > limits.max_batch_bytes) return PastLimit("bytes", bytes, limits.max_batch_bytes);
  if (keys.size() == items) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "a key stands twice in one commit");
}

Status WrongRevision(Revision expected, Revision actual) {
  return Error(StatusCode::kAborted, "revision {} was expected, {} is stored; read again and retry",
               expected, actual);
}

}  // namespace dragoman
