#include "tests/fuzz/fuzz_target.h"

#include <cstdio>
#include <cstdlib>

namespace dragoman {

std::map<std::string, FuzzTarget>& FuzzTargets() {
  static std::map<std::string, FuzzTarget> targets;
  return targets;
}

void Require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

std::string_view FuzzInput::Part() {
  const size_t size = rest_.find('\0');
  const std::string_view part = rest_.substr(0, size);
  rest_.remove_prefix(size == rest_.npos ? rest_.size() : size + 1);
  return part;
}

}  // namespace dragoman
