#include "server/exchange/xliff_segment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

struct NamedKind {
  XliffVersion version;
  std::string_view name;
  CodeKind kind;
};

constexpr std::array kKinds{NamedKind{XliffVersion::k1, "bpt", CodeKind::kOpen},
                            NamedKind{XliffVersion::k1, "bx", CodeKind::kOpen},
                            NamedKind{XliffVersion::k1, "ept", CodeKind::kClose},
                            NamedKind{XliffVersion::k1, "ex", CodeKind::kClose},
                            NamedKind{XliffVersion::k1, "ph", CodeKind::kStandalone},
                            NamedKind{XliffVersion::k1, "x", CodeKind::kStandalone},
                            NamedKind{XliffVersion::k2, "sc", CodeKind::kOpen},
                            NamedKind{XliffVersion::k2, "sm", CodeKind::kOpen},
                            NamedKind{XliffVersion::k2, "ec", CodeKind::kClose},
                            NamedKind{XliffVersion::k2, "em", CodeKind::kClose},
                            NamedKind{XliffVersion::k2, "ph", CodeKind::kStandalone}};

// Returns the kind of an element that is a code, or nothing for others.
std::optional<CodeKind> KindOf(XliffVersion version, std::string_view name,
                               const XmlAttributes& attributes) {
  if (name.find(':') != name.npos) return CodeKind::kStandalone;
  if (name == "mrk" && ValueOf(attributes, "mtype") == "x-sdl-deleted") {
    return CodeKind::kStandalone;
  }
  if (name == "it" && version == XliffVersion::k1) {
    const std::string_view position = ValueOf(attributes, "pos");
    if (position == "open") return CodeKind::kOpen;
    return position == "close" ? CodeKind::kClose : CodeKind::kStandalone;
  }
  const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const NamedKind& one) {
    return one.version == version && one.name == name;
  });
  return found == kKinds.end() ? std::nullopt : std::optional(found->kind);
}

// Returns whether an element has its text in the segment.
bool IsAroundText(XliffVersion version, std::string_view name) {
  return name == "mrk" || name == (version == XliffVersion::k1 ? "g" : "pc");
}

constexpr uint32_t kNoCodePoint = 0x110000;

// Returns the code point that hexadecimal digits are, or nothing for anything else.
std::optional<uint32_t> CodePointOf(std::string_view digits) {
  uint32_t code_point = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, code_point, 16);
  const bool is_read = read.ec == std::errc() && read.ptr == end && code_point < kNoCodePoint;
  return is_read ? std::optional(code_point) : std::nullopt;
}

}  // namespace

void XliffTextReader::Begin(XliffVersion version, bool splits) {
  Take();
  version_ = version;
  splits_ = splits;
  is_inside_ = !splits;
  if (!splits) parts_.emplace_back();
}

void XliffTextReader::Start(std::string_view name, const XmlAttributes& attributes) {
  if (depth_ > 0) {
    code_.Start(name, attributes);
    ++depth_;
  } else if (is_inside_) {
    const auto kind = KindOf(version_, name, attributes);
    if (kind) return StartCode(*kind, name, attributes);
    open_.push_back(StartInline(name, attributes));
  } else if (name == "mrk" && ValueOf(attributes, "mtype") == "seg") {
    is_inside_ = true;
    parts_.push_back({.mid = std::string(ValueOf(attributes, "mid")), .segment = {}, .bad = {}});
    open_.push_back(Around::kSegment);
  } else {
    open_.push_back(Around::kNothing);
  }
}

// Begins what is no code by itself.
XliffTextReader::Around XliffTextReader::StartInline(std::string_view name,
                                                     const XmlAttributes& attributes) {
  if (IsAroundText(version_, name)) {
    AddCode(CodeKind::kOpen, XmlStartTag(name, attributes));
    return Around::kCodes;
  }
  if (name == "cp" && version_ == XliffVersion::k2) {
    AddCharacter(name, attributes);
  } else if (part().bad.ok()) {
    part().bad = Error(StatusCode::kInvalidArgument, "<{}> {}", Shortened(name),
                       name == "sub" ? "stands outside of a code"
                                     : "in a text is no inline element of this version of XLIFF");
  }
  return Around::kNothing;
}

void XliffTextReader::StartCode(CodeKind kind, std::string_view name,
                                const XmlAttributes& attributes) {
  kind_ = kind;
  depth_ = 1;
  code_.Clear();
  code_.Start(name, attributes);
}

// Adds the character of a <cp>; one that UTF-8 does not have stays a code.
void XliffTextReader::AddCharacter(std::string_view name, const XmlAttributes& attributes) {
  const std::string_view digits = ValueOf(attributes, "hex");
  const std::optional<uint32_t> code_point = CodePointOf(digits);
  if (const auto character = Utf8Of(code_point.value_or(kNoCodePoint))) {
    part().segment.text += *character;
  } else if (code_point) {
    XmlCopy element;
    element.Start(name, attributes);
    element.End(name);
    AddCode(CodeKind::kStandalone, element.Take());
  } else if (part().bad.ok()) {
    part().bad = Error(StatusCode::kInvalidArgument,
                       "<cp hex=\"{}\"> is no character; write its code point in hexadecimal",
                       Shortened(digits));
  }
}

void XliffTextReader::End(std::string_view name) {
  if (depth_ > 0) {
    code_.End(name);
    if (--depth_ == 0) AddCode(kind_, code_.Take());
    return;
  }
  const Around ended = open_.back();
  open_.pop_back();
  if (ended == Around::kSegment) is_inside_ = false;
  if (ended == Around::kCodes) AddCode(CodeKind::kClose, fmt::format("</{}>", name));
}

void XliffTextReader::Text(std::string_view text) {
  if (depth_ > 0) return code_.Text(text);
  const bool is_dropped = !open_.empty() && open_.back() == Around::kNothing;
  if (is_inside_ && !is_dropped) part().segment.text += text;
}

std::vector<XliffPart> XliffTextReader::Take() {
  open_.clear();
  depth_ = 0;
  return std::exchange(parts_, {});
}

void XliffTextReader::AddCode(CodeKind kind, std::string content) {
  Segment& segment = part().segment;
  segment.codes.push_back({kind, static_cast<uint32_t>(segment.text.size()), std::move(content)});
}

}  // namespace dragoman
