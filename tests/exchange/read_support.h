// What the tests of readers share: a whole file read at once or in pieces, and random texts that
// are hard on tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/model/language.h"
#include "server/model/partial_date.h"
#include "tests/random.h"

namespace dragoman {

// What is said of files and entries that are wrong.
inline constexpr auto kBad = StatusCode::kInvalidArgument;

// Returns what these texts say, which must be right.
Language Tag(std::string_view tag);
PartialDate Date(std::string_view text);

// Feeds the file in pieces of at most `piece_bytes` and returns its entries, or the error about the
// file.
template <typename Value>
StatusOr<std::vector<ReadEntry<Value>>> ReadAll(EntryReader<Value>& reader, std::string_view file,
                                                size_t piece_bytes = 1 << 20) {
  std::vector<ReadEntry<Value>> entries;
  const auto sink = [&entries](ReadEntry<Value> entry) {
    entries.push_back(std::move(entry));
    return absl::OkStatus();
  };
  while (!file.empty()) {
    RETURN_IF_ERROR(reader.Feed(file.substr(0, piece_bytes), sink));
    file.remove_prefix(std::min(piece_bytes, file.size()));
  }
  RETURN_IF_ERROR(reader.Finish(sink));
  return entries;
}

// Returns the file of the entries that an import of the file would leave out.
template <typename Value>
StatusOr<std::string> SkippedFileOf(EntryReader<Value>& reader, std::string_view file) {
  const SkippedEntries& skipped = *reader.KeepTexts();
  std::string out;
  const auto sink = [&](const ReadEntry<Value>& entry) {
    if (out.empty()) out = skipped.Header();
    if (entry.value.ok()) return absl::OkStatus();
    out += skipped.Entry({entry.line, entry.text, MessageOf(entry.value.status())});
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(reader.Feed(file, sink));
  RETURN_IF_ERROR(reader.Finish(sink));
  return out + skipped.Footer();
}

// Returns a valid text of one to about 30 characters: letters of three scripts, and everything that
// tables and lists use themselves. Never blank.
std::string HostileText(TestRandom& random);

// Returns bytes that look like a table but for what is broken in them.
std::string RandomBytes(TestRandom& random, size_t max_bytes);

// Returns the file, or nullopt when there is none.
std::optional<std::string> FileAt(const std::string& path);

}  // namespace dragoman
