// The skipped entries of a file of XML that has a root, a header and a body of entries, such as TMX
// and TBX: root and header as they were, and each entry after a comment with the line and the
// reason. The text of elements is written anew as UTF-8, whatever the file was in.
#pragma once

#include <string>
#include <string_view>

#include "server/exchange/skipped_entries.h"

namespace dragoman {

// Returns the comment that goes before a skipped entry.
std::string SkippedComment(const SkippedEntry& entry);

// Thread-compatible.
class SkippedXml final : public SkippedEntries {
 public:
  SkippedXml() = default;
  SkippedXml(std::string begin, std::string end) { SetBody(std::move(begin), std::move(end)); }

  // Take the file's root tag, its header, and the tags around its entries; all come before them.
  void SetRoot(std::string tag) { root_ = std::move(tag); }
  void SetHeader(std::string header) { header_ = std::move(header); }
  void SetBody(std::string begin, std::string end);

  std::string Header() const override;
  std::string Entry(const SkippedEntry& entry) const override;
  std::string Footer() const override { return end_ + "\n"; }

 private:
  std::string root_;
  std::string header_;
  std::string begin_;
  std::string end_;
};

}  // namespace dragoman
