#include "client/cli/pair_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "client/cli/arguments.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

constexpr size_t kMaxFileBytes = 8 << 20;

std::vector<std::string_view> SplitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines = SplitAt(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

std::string Unescaped(std::string_view cell) {
  std::string text;
  for (size_t i = 0; i < cell.size(); ++i) {
    const char next = i + 1 < cell.size() ? cell[i + 1] : '\0';
    const size_t which = std::string_view("tnr\\").find(next);
    if (cell[i] != '\\' || next == '\0' || which == std::string_view::npos) {
      text += cell[i];
      continue;
    }
    text += "\t\n\r\\"[which];
    ++i;
  }
  return text;
}

// Returns the place of the column of a language, or their number.
size_t ColumnOf(const std::vector<std::string_view>& names, const std::string& tag) {
  return static_cast<size_t>(
      std::find_if(names.begin(), names.end(),
                   [&tag](std::string_view name) { return IsSameTag(name, tag); }) -
      names.begin());
}

// Returns whether the first line names the columns of both languages.
bool NamesColumns(std::string_view text, const std::string& from, const std::string& to) {
  const auto names = SplitAt(text.substr(0, text.find_first_of("\r\n")), '\t');
  return ColumnOf(names, from) < names.size() && ColumnOf(names, to) < names.size();
}

Result<std::vector<TextPair>> FromColumns(const PairFiles& files, std::string_view text) {
  const std::vector<std::string_view> lines = LinesOf(text);
  const auto names = lines.empty() ? std::vector<std::string_view>() : SplitAt(lines.front(), '\t');
  const size_t source = ColumnOf(names, files.from);
  const size_t target = ColumnOf(names, files.to);
  if (source == names.size() || target == names.size()) {
    return Refusal(fmt::format("{}: the first line must name the columns, '{}' and '{}' among them",
                               files.file, files.from, files.to));
  }
  std::vector<TextPair> pairs;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const auto cells = SplitAt(lines[i], '\t');
    if (cells.size() <= std::max(source, target)) {
      return Refusal(fmt::format("{}, line {}: {} columns; the first line names {}", files.file,
                                 i + 1, cells.size(), names.size()));
    }
    // Rows of a memory in other languages have nothing to check.
    if (cells[source].empty()) continue;
    pairs.push_back({Unescaped(cells[source]), Unescaped(cells[target]), i + 1});
  }
  return pairs;
}

Result<std::vector<TextPair>> FromLines(const PairFiles& files, std::string_view source,
                                        std::string_view target) {
  const auto sources = LinesOf(source);
  const auto targets = LinesOf(target);
  if (sources.size() != targets.size()) {
    return Refusal(
        fmt::format("{} has {} lines, {} has {}; each line must have its translation in "
                    "the line of the same number",
                    files.file, sources.size(), files.translation, targets.size()));
  }
  std::vector<TextPair> pairs;
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].empty()) continue;
    pairs.push_back({std::string(sources[i]), std::string(targets[i]), i + 1});
  }
  return pairs;
}

// Reads the translation's file, and joins its lines with those of the source.
Result<std::vector<TextPair>> WithTranslation(const PairFiles& files, std::string_view source,
                                              const Environment& environment) {
  auto target = ReadTextFile(files.translation, kMaxFileBytes, environment);
  if (!target.ok()) return target.failure();
  return FromLines(files, source, *target);
}

Result<std::vector<TextPair>> PairsOf(const PairFiles& files, std::string_view text,
                                      const Environment& environment) {
  auto pairs = files.translation.empty() ? FromColumns(files, text)
                                         : WithTranslation(files, text, environment);
  if (pairs.ok() && pairs->empty()) return Refusal(fmt::format("{}: no pairs", files.file));
  return pairs;
}

}  // namespace

Result<std::vector<TextPair>> ReadPairs(const PairFiles& files, const Environment& environment) {
  auto text = ReadTextFile(files.file, kMaxFileBytes, environment);
  if (!text.ok()) return text.failure();
  return PairsOf(files, *text, environment);
}

Result<std::vector<FilePairs>> ReadPairFiles(const std::vector<std::string>& files,
                                             const std::string& from, const std::string& to,
                                             const Environment& environment) {
  std::vector<FilePairs> all;
  for (size_t i = 0; i < files.size(); ++i) {
    auto text = ReadTextFile(files[i], kMaxFileBytes, environment);
    if (!text.ok()) return text.failure();
    PairFiles one{files[i], "", from, to};
    const bool has_translation = i + 1 < files.size();
    if (has_translation && !NamesColumns(*text, from, to)) one.translation = files[++i];
    auto pairs = PairsOf(one, *text, environment);
    if (!pairs.ok()) return pairs.failure();
    all.push_back({one.file, *std::move(pairs)});
  }
  return all;
}

}  // namespace dragoman
