#include "server/exchange/skipped_xliff.h"

#include <fmt/format.h>

#include "server/exchange/skipped_xml.h"

namespace dragoman {

void SkippedXliff::SetFile(std::string tag, bool has_body) {
  begin_ = std::move(tag);
  if (has_body) begin_ += "<body>";
  end_ = has_body ? "</body></file>" : "</file>";
  last_.clear();
}

std::string SkippedXliff::Header() const {
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", root_);
}

std::string SkippedXliff::Entry(const SkippedEntry& entry) const {
  const std::string text = SkippedComment(entry);
  if (entry.text.empty() || entry.text == last_) return text;
  last_ = entry.text;
  return fmt::format("{}{}\n{}\n{}\n", text, begin_, entry.text, end_);
}

}  // namespace dragoman
