// See import_progress.h.
#include "client/cli/import_progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace dragoman {
namespace {

constexpr uint64_t kBarWidth = 20;
// Before that a rate would be a guess.
constexpr double kLeastSeconds = 0.5;

std::string Bar(uint64_t percent) {
  const uint64_t full = percent * kBarWidth / 100;
  return fmt::format("[{:#<{}}{:-<{}}]", "", full, "", kBarWidth - full);
}

std::string TimeText(double seconds) {
  const auto whole = static_cast<uint64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

std::string ProgressLine(std::string_view step, const ImportPoint& point, uint64_t file_bytes) {
  std::string line = fmt::format("{} ", step);
  const uint64_t read = std::min(point.bytes, file_bytes);
  if (file_bytes > 0) {
    const uint64_t percent = read * 100 / file_bytes;
    line += fmt::format("{} {:3} %, ", Bar(percent), percent);
  } else {
    line += fmt::format("{} MB, ", point.bytes / 1'000'000);
  }
  line += fmt::format("{} entries", point.entries);
  const double seconds = point.elapsed.count();
  if (seconds < kLeastSeconds) return line;
  line += fmt::format(", {:.0f} a second", static_cast<double>(point.entries) / seconds);
  if (read == 0) return line;
  const double left = seconds * static_cast<double>(file_bytes - read) / static_cast<double>(read);
  return line + fmt::format(", {} left", TimeText(left));
}

}  // namespace dragoman
