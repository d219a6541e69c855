// The skipped entries of an XLIFF file: each <trans-unit> or <unit> in a <file> of its own that
// says what its own <file> said, with comments of line and reason for each of its segments that was
// skipped; its other segments are there too.
#pragma once

#include <string>
#include <string_view>

#include "server/exchange/skipped_entries.h"

namespace dragoman {

class SkippedXliff final : public SkippedEntries {
 public:
  // Take the start tags of what all entries, and those that follow, stand in.
  void SetRoot(std::string tag) { root_ = std::move(tag); }
  void SetFile(std::string tag, bool has_body);

  std::string Header() const override;
  std::string Entry(const SkippedEntry& entry) const override;
  std::string Footer() const override { return "</xliff>\n"; }

 private:
  std::string root_;
  std::string begin_;
  std::string end_;
  mutable std::string last_;  // The text of the last entry: its other segments have the same.
};

}  // namespace dragoman
