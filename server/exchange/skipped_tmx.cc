#include "server/exchange/skipped_tmx.h"

#include "server/exchange/xml_text.h"

namespace dragoman {
std::string SkippedTmx::Header() const {
  std::string file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=";
  AppendXmlValue(version_, file);
  return fmt::format("{}>\n{}\n<body>\n", file, header_);
}

std::string SkippedTmx::Entry(const SkippedEntry& entry) const {
  return fmt::format("<!-- line {}: {} -->\n{}{}", entry.line, XmlCommentText(entry.reason),
                     entry.text, entry.text.empty() ? "" : "\n");
}

}  // namespace dragoman
