// The watches of a store: who is told of which shard's commits.
#pragma once

#include <absl/synchronization/mutex.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/store.h"

namespace dragoman {

// Thread-safe. A callback must not end its own watch.
class WatchList {
 public:
  // Returns the handle that keeps the watch; see Store::Watch.
  std::shared_ptr<void> Add(std::string_view shard, Store::Changed changed);
  // Calls everyone who watches the shard.
  void Notify(std::string_view shard, Revision revision);

 private:
  struct Watch {
    absl::Mutex mutex;  // Held during calls, so that Stop waits for one that runs.
    Store::Changed changed ABSL_GUARDED_BY(mutex);
    Revision last ABSL_GUARDED_BY(mutex) = 0;

    // Calls, unless a later revision was told of already: commits overtake each other here.
    void Call(Revision revision);
    void Stop();
  };

  void RemoveEnded() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  std::multimap<std::string, std::weak_ptr<Watch>, std::less<>> watches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace dragoman
