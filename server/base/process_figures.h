// What the system says of this process.
#pragma once

#include <cstdint>

namespace dragoman {

// 0 where the system does not tell.
struct ProcessFigures {
  double cpu_seconds = 0;
  int64_t start_micros = 0;  // Since 1970.
  uint64_t resident_bytes = 0;
  uint64_t virtual_bytes = 0;
  uint64_t threads = 0;
  uint64_t open_files = 0;
  uint64_t most_open_files = 0;
};

ProcessFigures ProcessFiguresNow();

}  // namespace dragoman
