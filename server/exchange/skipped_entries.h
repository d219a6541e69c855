// A file of the entries that an import left out, in the format of the file they came from: each
// with the reason, which an import of the file passes over. So it can be mended and sent again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

struct SkippedEntry {
  uint64_t line = 0;        // Where it begins in its file.
  std::string_view text;    // As it stands there; "": it is not known.
  std::string_view reason;  // One line.
};

// What a format offers that can write such a file; made by the reader, which knows the beginning of
// the file. Thread-compatible.
class SkippedEntries {
 public:
  virtual ~SkippedEntries() = default;
  // Requires: an entry was read.
  virtual std::string Header() const = 0;
  virtual std::string Entry(const SkippedEntry& entry) const = 0;
  virtual std::string Footer() const = 0;
};

}  // namespace dragoman
