#include "server/engine/import_pipeline.h"

#include <algorithm>
#include <utility>

#include "server/base/parallel.h"

namespace dragoman {
namespace {

// Batches between reading and writing: enough to keep every processor busy, few enough to hold in
// memory.
constexpr size_t kMaxBatches = 6;

}  // namespace

ImportPipeline::ImportPipeline(Write write) : write_(std::move(write)) {
  const size_t preparers = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 8);
  for (size_t i = 0; i < preparers; ++i) threads_.emplace_back([this] { PrepareBatches(); });
  threads_.emplace_back([this] { WriteBatches(); });
}

ImportPipeline::~ImportPipeline() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

Status ImportPipeline::Add(std::vector<UnitWrite> batch) {
  const absl::MutexLock lock(&mutex_);
  const auto has_room = [this] { return !status_.ok() || batches_.size() < kMaxBatches; };
  mutex_.Await(absl::Condition(&has_room));
  RETURN_IF_ERROR(status_);
  batches_.push_back(std::make_unique<Batch>(Batch{.units = std::move(batch)}));
  return absl::OkStatus();
}

Status ImportPipeline::Drain() {
  const absl::MutexLock lock(&mutex_);
  const auto is_done = [this] { return !writing_ && (!status_.ok() || batches_.empty()); };
  mutex_.Await(absl::Condition(&is_done));
  return status_;
}

ImportPipeline::Batch* ImportPipeline::NextToPrepare() {
  for (const auto& batch : batches_) {
    if (!batch->taken) return batch.get();
  }
  return nullptr;
}

void ImportPipeline::PrepareBatches() {
  LowerThreadPriority();
  while (true) {
    Batch* batch = nullptr;
    {
      const absl::MutexLock lock(&mutex_);
      const auto has_work = [this] { return ending_ || NextToPrepare() != nullptr; };
      mutex_.Await(absl::Condition(&has_work));
      if (ending_) return;
      batch = NextToPrepare();
      batch->taken = true;
    }
    for (UnitWrite& unit : batch->units) Prepare(unit);
    const absl::MutexLock lock(&mutex_);
    batch->prepared = true;
  }
}

void ImportPipeline::WriteBatches() {
  while (true) {
    std::unique_ptr<Batch> batch;
    {
      const absl::MutexLock lock(&mutex_);
      const auto has_work = [this] { return ending_ || (status_.ok() && HeadIsPrepared()); };
      mutex_.Await(absl::Condition(&has_work));
      if (ending_) return;
      batch = std::move(batches_.front());
      batches_.pop_front();
      writing_ = true;
    }
    const Status written = write_(std::move(batch->units));
    const absl::MutexLock lock(&mutex_);
    status_ = written;
    writing_ = false;
  }
}

}  // namespace dragoman
