// How fast a TMX file is read and written: beside expat alone with handlers that do nothing, which
// no reader can beat, and with the memory that it takes. Prints one line of JSON.
//
//   tmx_bench FILE
#include <expat.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/exchange/tmx.h"

namespace dragoman {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
constexpr size_t kPieceBytes = 256 << 10;  // As the client sends.

// Hands on the file in pieces; returns its size.
uint64_t ForEachPiece(const std::string& path, const std::function<void(std::string_view)>& take) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
  std::string piece(kPieceBytes, '\0');
  uint64_t bytes = 0;
  while (file != nullptr) {
    const size_t count = std::fread(piece.data(), 1, piece.size(), file.get());
    if (count == 0) break;
    take({piece.data(), count});
    bytes += count;
  }
  return bytes;
}

// Returns the seconds that `work` takes.
double Seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Returns the most memory this process had so far, in MiB.
int64_t PeakMib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss >> 10;
}

void ParseOnly(const std::string& path) {
  const XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetElementHandler(
      parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
  XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
  ForEachPiece(path, [parser](std::string_view piece) {
    XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), XML_FALSE);
  });
  XML_Parse(parser, nullptr, 0, XML_TRUE);
  XML_ParserFree(parser);
}

struct Counts {
  uint64_t units = 0;
  uint64_t bad = 0;
  uint64_t written_bytes = 0;
  Status status;
};

// Reads the file, and writes its units anew if asked to.
Counts Read(const std::string& path, bool write) {
  Counts counts;
  const auto reader = NewTmxReader({});
  const auto writer = NewTmxWriter({});
  const UnitReader::Sink sink = [&](const ReadEntry<UnitEntry>& entry) {
    ++(entry.value.ok() ? counts.units : counts.bad);
    if (write && entry.value.ok()) {
      counts.written_bytes += (*writer)->Row(entry.value->unit).value_or("").size();
    }
    return absl::OkStatus();
  };
  ForEachPiece(path, [&](std::string_view piece) {
    if (counts.status.ok()) counts.status = (*reader)->Feed(piece, sink);
  });
  if (counts.status.ok()) counts.status = (*reader)->Finish(sink);
  return counts;
}

int Run(const std::string& path) {
  const double megabytes = static_cast<double>(ForEachPiece(path, [](std::string_view) {})) / 1e6;
  const double parse_seconds = Seconds([&] { ParseOnly(path); });
  const int64_t parse_mib = PeakMib();
  Counts counts;
  const double read_seconds = Seconds([&] { counts = Read(path, false); });
  const int64_t read_mib = PeakMib();
  const double both_seconds = Seconds([&] { counts = Read(path, true); });
  const nlohmann::json line = {{"megabytes", megabytes},
                               {"units", counts.units},
                               {"bad", counts.bad},
                               {"status", counts.status.ToString()},
                               {"expat_mb_per_s", megabytes / parse_seconds},
                               {"read_mb_per_s", megabytes / read_seconds},
                               {"write_mb_per_s", static_cast<double>(counts.written_bytes) / 1e6 /
                                                      (both_seconds - read_seconds)},
                               {"expat_peak_mib", parse_mib},
                               {"read_peak_mib", read_mib}};
  std::printf("%s\n", line.dump().c_str());
  return counts.status.ok() ? 0 : 1;
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  if (argc == 2) return dragoman::Run(argv[1]);
  std::fprintf(stderr, "tmx_bench FILE\n");
  return 2;
}
