// What stands in a <source>, <seg-source> or <target> of XLIFF: text and inline codes.
//
// Codes:  as in tmx_segment.h the content of a code is its element, as XML writes it. <g>, <pc> and
//         <mrk> have their text in the segment: they are two codes, <g id="1"> and </g>. bpt, bx,
//         sc, sm, and it with pos="open" open; ept, ex, ec, em, and it with pos="close" close; ph,
//         x, other it, and elements with a prefix stand alone, as does <mrk mtype="x-sdl-deleted">
//         with its text, which is none of the segment's. What 2.x has in <originalData> is not
//         looked up. <cp hex="0001"/> is that character of the text, where UTF-8 has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/xml_copy.h"
#include "server/exchange/xml_reader.h"
#include "server/model/segment.h"

namespace dragoman {

enum class XliffVersion : uint8_t { k1, k2 };

// A segment of a text.
struct XliffPart {
  std::string mid;  // Of its <mrk mtype="seg">.
  Segment segment;
  Status bad;  // Why it is none: InvalidArgument.
};

// Reads one text after the other. Thread-compatible.
class XliffTextReader {
 public:
  // Begins a text. `splits`: each <mrk mtype="seg"> is a part, what stands outside of them is none;
  // else the whole text is one part.
  void Begin(XliffVersion version, bool splits);
  // Take what is between the tags of the text.
  void Start(std::string_view name, const XmlAttributes& attributes);
  void End(std::string_view name);
  void Text(std::string_view text);

  // Returns the parts and is empty after that.
  std::vector<XliffPart> Take();

 private:
  enum class Around : uint8_t { kSegment, kCodes, kNothing };
  Around StartInline(std::string_view name, const XmlAttributes& attributes);
  void StartCode(CodeKind kind, std::string_view name, const XmlAttributes& attributes);
  void AddCharacter(std::string_view name, const XmlAttributes& attributes);
  void AddCode(CodeKind kind, std::string content);
  XliffPart& part() { return parts_.back(); }

  XliffVersion version_ = XliffVersion::k1;
  bool splits_ = false;
  bool is_inside_ = false;  // Of a part.
  std::vector<XliffPart> parts_;
  std::vector<Around> open_;  // The elements around what is read, but for those of a code.
  // The code that is being read:
  size_t depth_ = 0;  // 0: none is.
  CodeKind kind_ = CodeKind::kStandalone;
  XmlCopy code_;
};

}  // namespace dragoman
