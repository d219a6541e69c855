#include "server/store/watch_list.h"

#include <utility>

namespace dragoman {

std::shared_ptr<void> WatchList::Add(std::string_view shard, Store::Changed changed) {
  auto watch = std::make_shared<Watch>();
  {
    const absl::MutexLock lock(&watch->mutex);
    watch->changed = std::move(changed);
  }
  const absl::MutexLock lock(&mutex_);
  RemoveEnded();
  watches_.emplace(shard, watch);
  return {watch.get(), [watch](void*) { watch->Stop(); }};
}

void WatchList::Notify(std::string_view shard, Revision revision) {
  std::vector<std::shared_ptr<Watch>> to_call;
  {
    const absl::MutexLock lock(&mutex_);
    const auto [begin, end] = watches_.equal_range(shard);
    for (auto it = begin; it != end; ++it) {
      if (auto watch = it->second.lock()) to_call.push_back(std::move(watch));
    }
  }
  for (const auto& watch : to_call) watch->Call(revision);
}

void WatchList::RemoveEnded() {
  std::erase_if(watches_, [](const auto& one) { return one.second.expired(); });
}

void WatchList::Watch::Call(Revision revision) {
  const absl::MutexLock lock(&mutex);
  if (!changed || revision <= last) return;
  last = revision;
  changed(revision);
}

void WatchList::Watch::Stop() {
  const absl::MutexLock lock(&mutex);
  changed = nullptr;
}

}  // namespace dragoman
