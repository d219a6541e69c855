// What stands in a <seg> of TMX: text and inline codes, both ways.
//
// Codes:  the content of a code is its element, as XML writes it: <bpt i="1">&lt;b&gt;</bpt>. bpt
// and
//         it with pos="begin" open, ept and it with pos="end" close, all others stand alone. <hi>
//         has its text in the segment: it is two codes, <hi ...> and </hi>. Elements with a prefix
//         are codes of other tools; what stands in a code, <sub> too, belongs to the code.
// Example: He is <bpt i="1">&lt;b&gt;</bpt>here<ept i="1">&lt;/b&gt;</ept>. is the text
//         "He is here." with a code before byte 6 and one before byte 10.
// Codes of other formats are written as elements whose type says so, and read as what they were:
//         type="x-dragoman": the content is the element's text; "x-dragoman-escaped": escaped as
//         EscapeForXml does; <ph type="x-dragoman-character">0001</ph>: that character of the text,
//         which XML cannot hold. An ept is of the type of the bpt with the same i.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/base/status.h"
#include "server/exchange/xml_copy.h"
#include "server/exchange/xml_reader.h"
#include "server/model/segment.h"

namespace dragoman {

// Reads one segment after the other. Thread-compatible.
class TmxSegmentReader {
 public:
  // Takes what is between <seg> and </seg>. Errors: InvalidArgument when it is no content of TMX.
  Status Start(std::string_view name, const XmlAttributes& attributes);
  Status End(std::string_view name);
  void Text(std::string_view text);

  // Returns the segment and is empty after that.
  Segment Take();

 private:
  enum class Form : uint8_t { kElement, kPlain, kEscaped, kCharacter };
  Status Begin(std::string_view name, const XmlAttributes& attributes);
  Form FormOf(std::string_view name, const XmlAttributes& attributes);
  StatusOr<std::string> Content();
  Status FinishCode();
  void AddCode(CodeKind kind, std::string content);

  Segment segment_;
  std::map<std::string, Form, std::less<>> pairs_;  // Forms of the bpt that were read, by their i.
  // The code that is being read:
  size_t depth_ = 0;  // 0: none is.
  CodeKind kind_ = CodeKind::kStandalone;
  Form form_ = Form::kElement;
  XmlCopy element_;
  std::string text_;
};

// Returns the segment of a whole <seg> element. Errors: InvalidArgument.
StatusOr<Segment> ParseTmxSegment(std::string_view element);

// Writes segments. Thread-compatible.
class TmxSegmentWriter {
 public:
  // Appends what stands between <seg> and </seg>.
  void Append(const Segment& segment, std::string& out);

 private:
  bool IsElement(const Code& code);

  std::unordered_map<std::string, bool> known_;  // What IsElement found, by kind and content.
};

}  // namespace dragoman
