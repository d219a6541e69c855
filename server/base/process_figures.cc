#include "server/base/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/base/clock.h"

namespace dragoman {
namespace {

const int64_t kStartMicros = NowMicros();

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void ReadMemory(ProcessFigures& figures) {
  std::ifstream statm("/proc/self/statm");
  uint64_t all_pages = 0;
  uint64_t resident_pages = 0;
  if (!(statm >> all_pages >> resident_pages)) return;
  const auto page_bytes = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  figures.virtual_bytes = all_pages * page_bytes;
  figures.resident_bytes = resident_pages * page_bytes;
}

// Returns how many entries a folder has.
uint64_t EntriesOf(const char* folder) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  return error ? 0 : static_cast<uint64_t>(std::distance(begin(entries), end(entries)));
}

}  // namespace

ProcessFigures ProcessFiguresNow() {
  ProcessFigures figures;
  figures.start_micros = kStartMicros;
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu_seconds = SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime);
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.most_open_files = limit.rlim_cur;
  ReadMemory(figures);
  figures.threads = EntriesOf("/proc/self/task");
  figures.open_files = EntriesOf("/proc/self/fd");
  return figures;
}

}  // namespace dragoman
