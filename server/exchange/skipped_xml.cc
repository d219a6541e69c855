#include "server/exchange/skipped_xml.h"

#include <fmt/format.h>

#include <utility>

#include "server/exchange/xml_text.h"

namespace dragoman {

std::string SkippedComment(const SkippedEntry& entry) {
  return fmt::format("<!-- line {}: {} -->\n", entry.line, XmlCommentText(entry.reason));
}

void SkippedXml::SetBody(std::string begin, std::string end) {
  begin_ = std::move(begin);
  end_ = std::move(end);
}

std::string SkippedXml::Header() const {
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n{}\n{}\n", root_, header_,
                     begin_);
}

std::string SkippedXml::Entry(const SkippedEntry& entry) const {
  return fmt::format("{}{}{}", SkippedComment(entry), entry.text, entry.text.empty() ? "" : "\n");
}

}  // namespace dragoman
