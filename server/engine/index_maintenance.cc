#include "server/engine/index_maintenance.h"

#include <spdlog/spdlog.h>

#include "server/base/parallel.h"

namespace dragoman {
namespace {

constexpr absl::Duration kRound = absl::Milliseconds(100);
constexpr absl::Duration kAfterError = absl::Seconds(5);

// Rounds without a commit after which there is time for what is only useful.
constexpr int kQuietRounds = 10;

}  // namespace

IndexMaintenance::IndexMaintenance(ListMemories memories)
    : memories_(std::move(memories)), thread_([this] { Run(); }) {}

IndexMaintenance::~IndexMaintenance() {
  {
    const absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  thread_.join();
}

bool IndexMaintenance::IsEnding() {
  const absl::MutexLock lock(&mutex_);
  return ending_;
}

void IndexMaintenance::Run() {
  LowerThreadPriority();
  absl::Duration pause = kRound;
  while (true) {
    {
      const absl::MutexLock lock(&mutex_);
      if (mutex_.AwaitWithTimeout(absl::Condition(&ending_), pause)) return;
    }
    pause = MaintainAll() ? kRound : kAfterError;
  }
}

// Does one round. Returns whether all went well.
bool IndexMaintenance::MaintainAll() {
  const auto memories = memories_();
  uint64_t revisions = 0;
  for (const auto& memory : memories) revisions += memory->view()->revision;
  quiet_rounds_ = revisions == revisions_ ? quiet_rounds_ + 1 : 0;
  revisions_ = revisions;
  bool well = true;
  for (const auto& memory : memories) well &= Maintain(*memory, quiet_rounds_ >= kQuietRounds);
  return well;
}

bool IndexMaintenance::Maintain(MemoryShard& memory, bool idle) {
  const Status built = memory.BuildIndexes([this] { return IsEnding(); });
  if (!built.ok()) return built.code() == StatusCode::kDataLoss;  // To try again would not help.
  const StatusOr<bool> done = memory.MaintainIndexes(idle);
  if (done.ok()) return true;
  spdlog::warn("{}: its index cannot be saved, it goes on in memory: {}", memory.name(),
               MessageOf(done.status()));
  return false;
}

}  // namespace dragoman
