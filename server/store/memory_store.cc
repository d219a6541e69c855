#include "server/store/memory_store.h"

#include <absl/synchronization/mutex.h>

#include <map>
#include <utility>

#include "server/store/commit_rules.h"
#include "server/store/watch_list.h"

namespace dragoman {
namespace {

class MemoryStore : public Store {
 public:
  explicit MemoryStore(const StoreLimits& limits) : limits_(limits) {}

  StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) override {
    RETURN_IF_ERROR(CheckShard(shard));
    const absl::MutexLock lock(&mutex_);
    const Items& items = Find(shard).items;
    std::vector<std::optional<std::string>> values;
    for (const std::string& key : keys) {
      const auto found = items.find(key);
      values.push_back(found == items.end() ? std::nullopt : std::optional(found->second));
    }
    return values;
  }

  StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) override {
    RETURN_IF_ERROR(CheckShard(shard));
    const absl::MutexLock lock(&mutex_);
    const Shard& state = Find(shard);
    ScanPage page{.items = {}, .next = std::nullopt, .revision = state.revision};
    size_t bytes = 0;
    for (auto it = state.items.lower_bound(range.begin); it != state.items.end(); ++it) {
      if (!range.end.empty() && it->first >= range.end) break;
      if (page.items.size() >= limit || bytes >= limits_.max_page_bytes) {
        page.next = it->first;
        break;
      }
      bytes += it->first.size() + it->second.size();
      page.items.push_back({it->first, it->second});
    }
    return page;
  }

  StatusOr<Revision> Commit(std::string_view shard, Revision expected,
                            const Batch& batch) override {
    RETURN_IF_ERROR(CheckShard(shard));
    RETURN_IF_ERROR(CheckBatch(batch, limits_));
    {
      const absl::MutexLock lock(&mutex_);
      const Revision present = Find(shard).revision;
      if (present != expected) return WrongRevision(expected, present);
      Shard& state = shards_[std::string(shard)];
      for (const KeyValue& put : batch.puts) state.items[put.key] = put.value;
      for (const std::string& key : batch.deletes) state.items.erase(key);
      ++state.revision;
    }
    watches_.Notify(shard, expected + 1);
    return expected + 1;
  }

  StatusOr<Revision> Head(std::string_view shard) override {
    RETURN_IF_ERROR(CheckShard(shard));
    const absl::MutexLock lock(&mutex_);
    return Find(shard).revision;
  }

  Status Drop(std::string_view shard) override {
    RETURN_IF_ERROR(CheckShard(shard));
    Revision revision = 0;
    {
      const absl::MutexLock lock(&mutex_);
      Shard& state = shards_[std::string(shard)];
      state.items.clear();
      revision = ++state.revision;
    }
    watches_.Notify(shard, revision);
    return absl::OkStatus();
  }

  std::shared_ptr<void> Watch(std::string_view shard, Changed changed) override {
    return watches_.Add(shard, std::move(changed));
  }

  StoreLimits limits() const override { return limits_; }

 private:
  using Items = std::map<std::string, std::string>;
  struct Shard {
    Items items;
    Revision revision = 0;
  };

  // Returns the shard as it stands: an empty one when it was never written.
  const Shard& Find(std::string_view shard) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    static const Shard none;
    const auto found = shards_.find(shard);
    return found == shards_.end() ? none : found->second;
  }

  const StoreLimits limits_;
  absl::Mutex mutex_;
  std::map<std::string, Shard, std::less<>> shards_ ABSL_GUARDED_BY(mutex_);
  WatchList watches_;
};

}  // namespace

std::unique_ptr<Store> NewMemoryStore(const StoreLimits& limits) {
  return std::make_unique<MemoryStore>(limits);
}

std::unique_ptr<Store> NewMemoryStore() { return NewMemoryStore(kStoreLimits); }

}  // namespace dragoman
