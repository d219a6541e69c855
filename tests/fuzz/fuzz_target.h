// Fuzz targets: functions that take any bytes and abort when something is wrong with how the
// product handles them. Each is a libFuzzer program of its own (fuzz_main.cc, preset "fuzz");
// replay_test.cc runs all of them on the kept corpora with every build.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

using FuzzTarget = std::function<void(std::string_view bytes)>;

// The targets of this program by name.
std::map<std::string, FuzzTarget>& FuzzTargets();

struct FuzzRegistration {
  FuzzRegistration(const char* name, FuzzTarget target) { FuzzTargets()[name] = std::move(target); }
};

// Aborts the program, which is how a fuzzer learns of a fault, unless it holds.
void Require(bool holds, std::string_view what);

// Takes bytes off the front of an input, for choices.
class FuzzInput {
 public:
  explicit FuzzInput(std::string_view bytes) : rest_(bytes) {}

  // Returns a number in [0, limit), 0 when nothing is left.
  size_t Below(size_t limit) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte % limit;
  }
  // Returns the bytes up to the next NUL, which goes too; all when there is none.
  std::string_view Part();
  std::string_view Rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace dragoman
