// What a person sees while a file is read: how much of it, how many entries, how fast, how long
// yet.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

struct ImportPoint {
  uint64_t entries = 0;
  uint64_t bytes = 0;  // Of the file.
  std::chrono::duration<double> elapsed{};
};

// Returns one line without its end, e.g.
// "importing: [#####---------------]  25 %, 51200 entries, 20480 a second, 8 s left"; `file_bytes`
// 0: not known, then there is neither bar nor time left.
std::string ProgressLine(std::string_view step, const ImportPoint& point, uint64_t file_bytes);

}  // namespace dragoman
