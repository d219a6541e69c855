#include "server/store/watch_list.h"

#include <utility>

namespace dragoman {

// Its mutex is held during calls, so that Stop waits for one that runs.
struct WatchList::Watch {
  absl::Mutex mutex;
  Store::Changed changed ABSL_GUARDED_BY(mutex);

  void Call(Revision revision) {
    const absl::MutexLock lock(&mutex);
    if (changed) changed(revision);
  }
  void Stop() {
    const absl::MutexLock lock(&mutex);
    changed = nullptr;
  }
};

std::shared_ptr<void> WatchList::Add(std::string_view shard, Store::Changed changed) {
  auto watch = std::make_shared<Watch>();
  {
    const absl::MutexLock lock(&watch->mutex);
    watch->changed = std::move(changed);
  }
  const absl::MutexLock lock(&mutex_);
  watches_.emplace(shard, watch);
  return std::shared_ptr<void>(watch.get(), [watch](void*) { watch->Stop(); });
}

void WatchList::Notify(std::string_view shard, Revision revision) {
  std::vector<std::shared_ptr<Watch>> to_call;
  {
    const absl::MutexLock lock(&mutex_);
    for (auto [it, end] = watches_.equal_range(shard); it != end;) {
      if (auto watch = it->second.lock()) {
        to_call.push_back(std::move(watch));
        ++it;
      } else {
        it = watches_.erase(it);
      }
    }
  }
  for (const auto& watch : to_call) watch->Call(revision);
}

}  // namespace dragoman
