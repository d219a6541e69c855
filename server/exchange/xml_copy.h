// Elements of a file as they are read, written again: skipped entries and inline codes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "server/exchange/xml_reader.h"

namespace dragoman {

// Returns a start tag.
std::string XmlStartTag(std::string_view name, const XmlAttributes& attributes);

// Thread-compatible.
class XmlCopy {
 public:
  void Start(std::string_view name, const XmlAttributes& attributes);
  void End(std::string_view name);
  void Text(std::string_view text);
  // An entity that is not known: an element that no format has stands in its place, so that an
  // entry that was refused for it is refused again until it is mended.
  void UnknownEntity(std::string_view name);

  // What was read; the last start tag has no ">" before what follows it.
  const std::string& text() const { return text_; }
  std::string Take() { return std::exchange(text_, {}); }
  void Clear();

 private:
  void CloseTag();

  std::string text_;
  bool tag_is_open_ = false;  // The last start tag has no ">" yet.
};

}  // namespace dragoman
