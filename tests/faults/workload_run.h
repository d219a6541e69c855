// Runs fault_workload (workload.cc) on a disk, and holds what is found afterwards against what was
// told: nothing acknowledged is lost, nothing is there by halves or twice.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/faults/disk.h"

namespace dragoman {

// How many steps a run takes on a disk that fails.
inline constexpr int kSteps = 24;

// How a process ended and what it printed, by lines.
struct WorkloadRun {
  int exit_code = -1;  // -1: a signal ended it.
  int signal = 0;
  std::vector<std::string> lines;
  std::string log;  // Standard error.

  // Returns the lines that begin so.
  std::vector<std::string> LinesOf(std::string_view word) const;
  // Returns the steps that were tried and never acknowledged.
  std::set<std::string> GaveUp() const;
};

// Runs the program to its end. `environment` is added to that of the test.
WorkloadRun RunWorkload(const std::vector<std::string>& arguments,
                        const std::map<std::string, std::string>& environment);

// What the steps of runs on one disk told. Thread-compatible.
class Told {
 public:
  void Add(const WorkloadRun& run);
  // Compares with the units found by "check"; what is found counts as acknowledged from now on.
  // Returns what is wrong, a line each; "": nothing.
  std::string Compare(const WorkloadRun& check);

 private:
  // Tried: not told yet how it ended. Unknown: it may have been written all the same.
  enum class Outcome { kNone, kTried, kUnknown, kAcknowledged };

  std::string CompareSerial(int serial, const std::map<std::string, int>& counts);

  std::map<std::string, Outcome> steps_;
};

}  // namespace dragoman
