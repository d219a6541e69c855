#include "server/exchange/skipped_tmx.h"

#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

// Returns text that a comment can hold: no two hyphens in a row, and none at its end.
std::string CommentText(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (const size_t refused = XmlRefuses(text, at); refused != 0) {
      out += RefusedCodePoint(text, at);
      at += refused - 1;
      continue;
    }
    if (text[at] == '-' && out.ends_with('-')) out += ' ';
    out += text[at];
  }
  return out;
}

}  // namespace

void XmlCopy::Start(std::string_view name, const XmlAttributes& attributes) {
  text_ += '<';
  text_ += name;
  for (const XmlAttribute& one : attributes) {
    text_ += ' ';
    text_ += one.name;
    text_ += '=';
    AppendXmlValue(one.value, text_);
  }
  text_ += '>';
}

void XmlCopy::End(std::string_view name) {
  text_ += "</";
  text_ += name;
  text_ += '>';
}

void XmlCopy::Text(std::string_view text) { AppendXmlText(text, text_); }

void XmlCopy::UnknownEntity(std::string_view name) {
  text_ += "<unknown-entity name=";
  AppendXmlValue(name, text_);
  text_ += "></unknown-entity>";
}

std::string SkippedTmx::Header() const {
  std::string file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=";
  AppendXmlValue(version_, file);
  return fmt::format("{}>\n{}\n<body>\n", file, header_);
}

std::string SkippedTmx::Entry(const SkippedEntry& entry) const {
  return fmt::format("<!-- line {}: {} -->\n{}{}", entry.line, CommentText(entry.reason),
                     entry.text, entry.text.empty() ? "" : "\n");
}

}  // namespace dragoman
