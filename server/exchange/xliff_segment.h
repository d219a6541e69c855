// What stands in a <source>, <seg-source> or <target> of XLIFF: text and inline codes.
//
// Codes:  as in tmx_segment.h the content of a code is its element, as XML writes it. <g>, <pc> and
//         <mrk> have their text in the segment: they are two codes, <g id="1"> and </g>. bpt, bx,
//         sc, sm, and it with pos="open" open; ept, ex, ec, em, and it with pos="close" close; ph,
//         x, other it, and elements with a prefix stand alone, as does <mrk mtype="x-sdl-deleted">
//         with its text, which is none of the segment's. What 2.x has in <originalData> is not
//         looked up. <cp hex="0001"/> is that character of the text, where UTF-8 has it.
// Codes of other formats, as xliff_text_writer.h writes them, are read as what they were: elements
//         with ctype="x-dragoman" hold the code as text, those with subType="dragoman:code" refer
//         to it in <originalData>; an ept is of the sort of the bpt with the same rid.
//         <ph ctype="x-dragoman-character">0001</ph> is that character of the text.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/xml_copy.h"
#include "server/exchange/xml_reader.h"
#include "server/model/segment.h"

namespace dragoman {

enum class XliffVersion : uint8_t { k1, k2 };

// The namespaces of modules of 2.x.
inline constexpr std::string_view kXliffMatches = "urn:oasis:names:tc:xliff:matches:2.0";
inline constexpr std::string_view kXliffGlossary = "urn:oasis:names:tc:xliff:glossary:2.0";

// What <ph>, <bpt> and <it> say that are codes of other formats; what those of 2.x say.
inline constexpr std::string_view kXliffForeignType = "x-dragoman";
inline constexpr std::string_view kXliffCharacterType = "x-dragoman-character";
inline constexpr std::string_view kXliffForeignSubType = "dragoman:code";

// Whom notes of 1.x are from that name terms of the text; they say nothing of the unit.
inline constexpr std::string_view kXliffNoteAuthor = "dragoman";

// Returns the version that the root states; of files that state none, that of their namespace.
//
// Errors: InvalidArgument when it is no <xliff>, or of a version that is not read.
StatusOr<XliffVersion> XliffVersionOf(std::string_view root, const XmlAttributes& attributes);

// What codes of a unit refer to: its <originalData>, and opening codes of other formats.
struct XliffOriginalData {
  std::map<std::string, std::string, std::less<>> texts;  // By id.
  std::set<std::string, std::less<>> foreign;             // Their rid.
  size_t bytes_left = 4 << 20;  // Of what codes may refer to: few bytes can refer to many.
};

// A segment of a text.
struct XliffPart {
  std::string mid;  // Of its <mrk mtype="seg">.
  Segment segment;
  Status bad;                           // Why it is none: InvalidArgument.
  std::vector<std::string> elements{};  // Of each code, as XML; "": it is its content.
  XmlToken start{};  // Where the tags of its <mrk> stand, if the reader was told.
  XmlToken end{};
};

// Reads one text after the other. Thread-compatible.
class XliffTextReader {
 public:
  // Begins a text. `splits`: each <mrk mtype="seg"> is a part, what stands outside of them is none;
  // else the whole text is one part.
  // `data`, borrowed: of the unit.
  void Begin(XliffVersion version, bool splits, XliffOriginalData& data);
  // Take what is between the tags of the text; `at` is where the tag stands.
  void Start(std::string_view name, const XmlAttributes& attributes, const XmlToken& at = {});
  void End(std::string_view name, const XmlToken& at = {});
  void Text(std::string_view text);

  // Returns the parts and is empty after that.
  std::vector<XliffPart> Take();

 private:
  enum class Around : uint8_t { kSegment, kCodes, kNothing };
  struct Element {
    Around around = Around::kNothing;
    std::string close{};    // Of kCodes: the content of the code that ends it,
    std::string element{};  // and what its part has as element.
  };
  // What a code's element is: the code, one that has another format's as text or refers to it, a
  // character of the text.
  enum class Form : uint8_t { kElement, kForeign, kReferred, kCharacter };

  Element StartInline(std::string_view name, const XmlAttributes& attributes);
  void StartCode(CodeKind kind, std::string_view name, const XmlAttributes& attributes);
  Form FormOf(CodeKind kind, const XmlAttributes& attributes);
  // Returns what the attribute of another format's code refers to, nullptr for nothing.
  const std::string* DataOf(const XmlAttributes& attributes, std::string_view reference);
  void EndCode();
  void AddCharacter(std::string_view name, const XmlAttributes& attributes);
  void AddCode(CodeKind kind, std::string content, std::string element = "");
  XliffPart& part() { return parts_.back(); }

  XliffVersion version_ = XliffVersion::k1;
  bool splits_ = false;
  bool is_inside_ = false;  // Of a part.
  std::vector<XliffPart> parts_;
  std::vector<Element> open_;  // The elements around what is read, but for those of a code.
  XliffOriginalData* data_ = nullptr;
  // The code that is being read:
  size_t depth_ = 0;  // 0: none is.
  CodeKind kind_ = CodeKind::kStandalone;
  Form form_ = Form::kElement;
  XmlCopy code_;
  std::string plain_;  // Its text, or what it refers to.
};

}  // namespace dragoman
