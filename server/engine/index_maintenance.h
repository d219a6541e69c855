// The thread that builds, saves and merges the indexes of all memories, at low priority, so that
// neither commits nor lookups wait for it.
#pragma once

#include <absl/synchronization/mutex.h>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "server/engine/memory_shard.h"

namespace dragoman {

// Thread-safe.
class IndexMaintenance {
 public:
  using ListMemories = std::function<std::vector<std::shared_ptr<MemoryShard>>()>;

  // Starts the thread. Lifetime: what `memories` uses outlives this.
  explicit IndexMaintenance(ListMemories memories);
  // Waits for the merge under way, if any, then ends the thread; stops building.
  ~IndexMaintenance();

 private:
  void Run();
  bool IsEnding();
  bool MaintainAll();
  bool Maintain(MemoryShard& memory, bool idle);

  const ListMemories memories_;
  absl::Mutex mutex_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t revisions_ = 0;  // Of all memories together, when last looked at.
  int quiet_rounds_ = 0;    // Since they last changed.
  std::thread thread_;
};

}  // namespace dragoman
