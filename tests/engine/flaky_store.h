// A store that fails when a test says so, in front of a real one.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/store/memory_store.h"

namespace dragoman {

// Thread-safe. Each counter says how many of the next calls fail.
class FlakyStore : public Store {
 public:
  std::atomic<int> lost_commits = 0;  // Answer ResourceExhausted, write nothing.
  std::atomic<int> mute_commits = 0;  // Write, then answer Unavailable.
  std::atomic<int> failed_drops = 0;  // Answer Unavailable, drop nothing.
  std::atomic<int> failed_reads = 0;  // Answer Unavailable.
  std::atomic<int> commits = 0;       // That reached the real store.

  StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) override {
    if (Take(failed_reads)) return absl::UnavailableError("the disk cannot be read");
    return store_->MultiGet(shard, keys);
  }
  StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) override {
    return store_->Scan(shard, range, limit);
  }
  StatusOr<Revision> Commit(std::string_view shard, Revision expected,
                            const Batch& batch) override {
    if (Take(lost_commits)) return absl::ResourceExhaustedError("the disk is full");
    ++commits;
    auto committed = store_->Commit(shard, expected, batch);
    if (Take(mute_commits)) return absl::UnavailableError("the answer was lost");
    return committed;
  }
  StatusOr<Revision> Head(std::string_view shard) override { return store_->Head(shard); }
  Status Drop(std::string_view shard) override {
    if (Take(failed_drops)) return absl::UnavailableError("the shard cannot be dropped");
    return store_->Drop(shard);
  }
  std::shared_ptr<void> Watch(std::string_view shard, Changed changed) override {
    return store_->Watch(shard, std::move(changed));
  }
  StoreLimits limits() const override { return store_->limits(); }

 private:
  // Returns whether this call is one of those that fail.
  static bool Take(std::atomic<int>& left) {
    int value = left;
    while (value > 0 && !left.compare_exchange_weak(value, value - 1)) {
    }
    return value > 0;
  }

  const std::unique_ptr<Store> store_ = NewMemoryStore();
};

}  // namespace dragoman
