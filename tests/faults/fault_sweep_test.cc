// A disk that fails: each call of a kind in turn. Nothing aborts, reads go on, nothing acknowledged
// is lost (also when the power goes afterwards), what was refused is not there, and writes go on.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tests/faults/disk.h"
#include "tests/faults/workload_run.h"
#include "tests/rounds.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

constexpr uint64_t kForGood = 1'000'000;

struct Fault {
  const char* kind;
  int error;
  uint64_t count;  // So many calls fail.
};

std::string NameOf(const testing::TestParamInfo<Fault>& info) {
  const Fault& fault = info.param;
  const std::string length = fault.count == 1          ? "Once"
                             : fault.count == kForGood ? "ForGood"
                                                       : "Awhile";
  return fmt::format("{}_{}_{}", fault.kind, strerrorname_np(fault.error), length);
}

class FaultSweep : public testing::TestWithParam<Fault> {
 protected:
  FaultSweep() { NewDisk(); }

  void NewDisk() {
    std::filesystem::remove_all(folder_.path() / "disk");
    disk_.emplace(folder_.path() / "disk", folder_.path() / "kept");
    disk_->Begin();
  }
  std::string Data() const { return disk_->folder() / "deep/data"; }

  WorkloadRun Run(int first, const std::string& fail) {
    auto environment = disk_->Environment();
    environment["IO_SHIM_FAIL"] = fail;
    return RunWorkload({"run", Data(), std::to_string(first), std::to_string(kSteps)}, environment);
  }

  // Returns how many calls of the kind an undisturbed run makes.
  uint64_t CountCalls() {
    EXPECT_EQ(Run(0, "").exit_code, 0);
    const std::vector<IoCall> calls = disk_->Calls();
    return static_cast<uint64_t>(std::count_if(
        calls.begin(), calls.end(), [](const auto& call) { return call.kind == GetParam().kind; }));
  }

  // A run that meets the fault either goes on or does not start, and says why.
  void ExpectInOrder(const WorkloadRun& run) {
    EXPECT_TRUE(run.exit_code == 0 || (run.exit_code == 3 && !run.LinesOf("error").empty()))
        << run.exit_code << ", signal " << run.signal << run.log;
    // A disk that cannot be read is no answer; a wrong one it never is.
    if (GetParam().kind != std::string_view("read")) {
      EXPECT_EQ(run.LinesOf("unread"), std::vector<std::string>());
    }
    EXPECT_EQ(run.LinesOf("wrong"), std::vector<std::string>());
  }

  void ExpectIntact(Told& told) {
    const WorkloadRun check = RunWorkload({"check", Data()}, {});
    EXPECT_EQ(check.exit_code, 0) << testing::PrintToString(check.lines) << check.log;
    EXPECT_EQ(check.LinesOf("wrong"), std::vector<std::string>());
    EXPECT_EQ(check.LinesOf("damaged"), std::vector<std::string>());
    EXPECT_EQ(told.Compare(check), "");
  }

  // Writes go on after a restart.
  void ExpectWritable(Told& told) {
    disk_->Begin();
    const WorkloadRun run = Run(kSteps, "");
    told.Add(run);
    EXPECT_EQ(run.exit_code, 0) << run.log;
    EXPECT_EQ(run.LinesOf("refused").size() + run.LinesOf("failed").size(), 0U);
  }

  void SweepOne(uint64_t first) {
    const Fault& fault = GetParam();
    SCOPED_TRACE(fmt::format("{} {} of {}", fault.kind, first, fault.count));
    NewDisk();
    const WorkloadRun run =
        Run(0, fmt::format("{} {} {} {}", fault.kind, first, fault.count, fault.error));
    Told told;
    told.Add(run);
    ExpectInOrder(run);
    disk_->CutPower(random_, static_cast<Unsynced>(random_.Below(3)));
    ExpectIntact(told);
    ExpectWritable(told);
    ExpectIntact(told);
    ++swept_;
    if (!run.GaveUp().empty()) ++gave_up_;
    // Once there is space again the store goes on by itself.
    if (fault.error == ENOSPC && fault.count == 1) {
      EXPECT_EQ(run.GaveUp(), std::set<std::string>());
    }
  }

  TempFolder folder_{PlaceOfDisks()};
  std::optional<Disk> disk_;
  TestRandom random_;
  int swept_ = 0;
  int gave_up_ = 0;  // Runs in which a step failed at every attempt.
};

// Every call in a long run, else one at random.
TEST_P(FaultSweep, NothingIsLostAndNothingAborts) {
  const uint64_t calls = CountCalls();
  ASSERT_GT(calls, 0U);
  const uint64_t points = std::min<uint64_t>(calls, static_cast<uint64_t>(Rounds(1)));
  const uint64_t step = calls / points;
  for (uint64_t n = 1 + random_.Below(step); n <= calls; n += step) SweepOne(n);
  RecordProperty("swept", swept_);
  std::cout << fmt::format("{} of {} calls swept, {} runs gave some step up\n", swept_, calls,
                           gave_up_);
}

INSTANTIATE_TEST_SUITE_P(
    , FaultSweep,
    testing::Values(Fault{"write", EIO, 1}, Fault{"write", ENOSPC, 1}, Fault{"write", ENOSPC, 10},
                    Fault{"write", ENOSPC, kForGood}, Fault{"write", EIO, kForGood},
                    Fault{"sync", EIO, 1}, Fault{"sync", ENOSPC, 1}, Fault{"sync", EIO, kForGood},
                    Fault{"open", EMFILE, 1}, Fault{"open", EMFILE, 10}, Fault{"open", EIO, 1},
                    Fault{"read", EIO, 1}, Fault{"read", EIO, 10}, Fault{"rename", EIO, 1},
                    Fault{"rename", ENOSPC, kForGood}, Fault{"remove", EIO, 1},
                    Fault{"resize", ENOSPC, 1}, Fault{"make", ENOSPC, 1}),
    NameOf);

}  // namespace
}  // namespace dragoman
