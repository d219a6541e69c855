#include "client/cli/progress_line.h"

#include <fmt/format.h>

#include <cstdio>

namespace dragoman {

void ShowProgressLine(const Environment& environment, std::string_view text) {
  if (!IsTerminal(environment.err)) return;
  fmt::print(environment.err, "\r{}\x1b[K", text);
  std::fflush(environment.err);
}

void ClearProgressLine(const Environment& environment) {
  if (IsTerminal(environment.err)) fmt::print(environment.err, "\r\x1b[K");
}

}  // namespace dragoman
