#include "tests/match/cases.h"

#include <absl/strings/str_split.h>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "server/base/status.h"

namespace dragoman {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string UnpackXz(const std::string& path) {
  const std::string command = fmt::format("xz -dc '{}'", path);
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string bytes;
  char buffer[1 << 16];
  while (pipe) {
    const size_t count = std::fread(buffer, 1, sizeof(buffer), pipe.get());
    if (count == 0) break;
    bytes.append(buffer, count);
  }
  return bytes;
}

}  // namespace

std::vector<Row> ReadRows(const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  const std::string bytes = path.ends_with(".xz") ? UnpackXz(path) : ReadFile(path);
  std::vector<Row> rows;
  for (absl::string_view line : absl::StrSplit(bytes, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  return rows;
}

std::vector<Row> ReadCases(const std::string& name) {
  return ReadRows(fmt::format("{}/tests/match/data/{}", DRAGOMAN_SOURCE_DIR, name));
}

std::vector<Row> ReadShared(const std::string& name) {
  return ReadRows(fmt::format("{}/{}", DRAGOMAN_SHARED_DIR, name));
}

Language LanguageOf(std::string_view tag) { return Language::Parse(tag).value(); }

Segment SegmentWithTags(std::string_view text) {
  Segment segment;
  while (!text.empty()) {
    const size_t open = std::min(text.find('<'), text.size());
    segment.text += text.substr(0, open);
    text.remove_prefix(open);
    const size_t close = text.find('>');
    if (close == std::string_view::npos) break;
    const std::string tag(text.substr(0, close + 1));
    const CodeKind kind = tag[1] == '/'         ? CodeKind::kClose
                          : tag.ends_with("/>") ? CodeKind::kStandalone
                                                : CodeKind::kOpen;
    segment.codes.push_back({kind, static_cast<uint32_t>(segment.text.size()), tag});
    text.remove_prefix(close + 1);
  }
  return segment;
}

}  // namespace dragoman
