// What was acknowledged outlives a power cut, and kill -9, at any call that changes a file.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <optional>

#include "tests/faults/disk.h"
#include "tests/faults/workload_run.h"
#include "tests/rounds.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

// A disk sees so many cuts, one after the other; the next begins empty.
constexpr int kCutsOfADisk = 5;

bool IsChange(const IoCall& call) {
  return call.kind != "read" && (call.kind != "open" || call.inode != 0);
}

class PowerCut : public testing::Test {
 protected:
  // Empties the disk, and returns how many calls of a run on it change something.
  uint64_t CountChanges() {
    NewDisk();
    disk_->Begin();
    EXPECT_EQ(
        RunWorkload({"run", Data(), "0", std::to_string(kSteps)}, disk_->Environment()).exit_code,
        0);
    const std::vector<IoCall> calls = disk_->Calls();
    return static_cast<uint64_t>(std::count_if(calls.begin(), calls.end(), IsChange));
  }

  void NewDisk() {
    std::filesystem::remove_all(folder_.path() / "disk");
    disk_.emplace(folder_.path() / "disk", folder_.path() / "kept");
    told_ = {};
    serial_ = 0;
  }

  std::string Data() const { return disk_->folder() / "deep/data"; }

  // Runs the workload until it is killed at some call; returns whether it was.
  bool RunUntilKilled(uint64_t changes) {
    disk_->Begin();
    auto environment = disk_->Environment();
    environment["IO_SHIM_KILL"] = fmt::format("{} {}", random_.Below(2) == 0 ? "before" : "after",
                                              1 + random_.Below(changes));
    const WorkloadRun run =
        RunWorkload({"run", Data(), std::to_string(serial_), std::to_string(kSteps)}, environment);
    serial_ += kSteps;
    told_.Add(run);
    EXPECT_TRUE(run.signal == SIGKILL || run.exit_code == 0) << run.signal << run.log;
    return run.signal == SIGKILL;
  }

  void ExpectIntact() {
    const WorkloadRun check = RunWorkload({"check", Data()}, {});
    EXPECT_EQ(check.exit_code, 0) << testing::PrintToString(check.lines) << check.log;
    EXPECT_EQ(check.LinesOf("wrong"), std::vector<std::string>());
    EXPECT_EQ(check.LinesOf("damaged"), std::vector<std::string>());
    EXPECT_EQ(told_.Compare(check), "");
  }

  TempFolder folder_{PlaceOfDisks()};
  std::optional<Disk> disk_;
  Told told_;
  int serial_ = 0;
  TestRandom random_;
};

TEST_F(PowerCut, AcknowledgedOutlivesThePower) {
  const uint64_t changes = CountChanges();
  for (int round = 0; round < Rounds(20) && !HasFailure(); ++round) {
    SCOPED_TRACE(round);
    if (round % kCutsOfADisk == 0) NewDisk();
    RunUntilKilled(changes);
    disk_->CutPower(random_, static_cast<Unsynced>(random_.Below(3)));
    ExpectIntact();
  }
}

TEST_F(PowerCut, AcknowledgedOutlivesSigkillAtAnyCall) {
  const uint64_t changes = CountChanges();
  for (int round = 0; round < Rounds(10) && !HasFailure(); ++round) {
    SCOPED_TRACE(round);
    if (round % kCutsOfADisk == 0) NewDisk();
    RunUntilKilled(changes);
    ExpectIntact();
  }
}

}  // namespace
}  // namespace dragoman
