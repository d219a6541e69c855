// The batches of an import of units on their way into a memory: prepared side by side on all
// processors, written one after the other in their order, while the file is still being read.
#pragma once

#include <absl/synchronization/mutex.h>

#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "server/base/status.h"
#include "server/engine/unit_write.h"

namespace dragoman {

// Thread-compatible: used by one thread, works in others.
class ImportPipeline {
 public:
  // Writes one batch; called in one thread, in the order of the batches.
  using Write = std::function<Status(std::vector<UnitWrite> batch)>;

  explicit ImportPipeline(Write write);
  // Ends without writing what waits; a write under way is waited for.
  ~ImportPipeline();

  // Takes a batch, once there is room for it.
  //
  // Errors: of an earlier write; nothing is written after it.
  Status Add(std::vector<UnitWrite> batch);
  // Waits until all batches are written. Errors: as Add.
  Status Drain();

 private:
  struct Batch {
    std::vector<UnitWrite> units;
    bool taken = false;  // By a thread that prepares it.
    bool prepared = false;
  };
  void PrepareBatches();
  void WriteBatches();
  Batch* NextToPrepare() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool HeadIsPrepared() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return !batches_.empty() && batches_.front()->prepared;
  }

  const Write write_;
  absl::Mutex mutex_;
  std::deque<std::unique_ptr<Batch>> batches_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  Status status_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace dragoman
