#include "server/exchange/xml_copy.h"

#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

// Appends a start tag without its ">".
void AppendOpenTag(std::string_view name, const XmlAttributes& attributes, std::string& out) {
  out += '<';
  out += name;
  for (const XmlAttribute& one : attributes) {
    out += ' ';
    out += one.name;
    out += '=';
    AppendXmlValue(one.value, out);
  }
}

}  // namespace

std::string XmlStartTag(std::string_view name, const XmlAttributes& attributes) {
  std::string tag;
  AppendOpenTag(name, attributes, tag);
  return tag + ">";
}

void XmlCopy::Start(std::string_view name, const XmlAttributes& attributes) {
  CloseTag();
  AppendOpenTag(name, attributes, text_);
  tag_is_open_ = true;
}

void XmlCopy::End(std::string_view name) {
  if (std::exchange(tag_is_open_, false)) {
    text_ += "/>";
  } else {
    text_ += "</";
    text_ += name;
    text_ += '>';
  }
}

void XmlCopy::Text(std::string_view text) {
  CloseTag();
  AppendXmlText(text, text_);
}

void XmlCopy::UnknownEntity(std::string_view name) {
  const XmlAttributes attributes{{"name", name}};
  Start("unknown-entity", attributes);
  End("unknown-entity");
}

void XmlCopy::Clear() {
  text_.clear();
  tag_is_open_ = false;
}

void XmlCopy::CloseTag() {
  if (std::exchange(tag_is_open_, false)) text_ += '>';
}

}  // namespace dragoman
