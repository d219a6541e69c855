#include "server/exchange/xliff_segment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "server/base/utf8.h"
#include "server/exchange/xml_text.h"

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

StatusOr<XliffVersion> XliffVersionOf(std::string_view root, const XmlAttributes& attributes) {
  if (root != "xliff") {
    return Error(StatusCode::kInvalidArgument,
                 "the root is <{}>, not <xliff>; this is no XLIFF file", Shortened(root));
  }
  constexpr std::string_view kNamespace = "urn:oasis:names:tc:xliff:document:";
  std::string_view version = ValueOf(attributes, "version");
  const std::string_view space = ValueOf(attributes, "xmlns");
  if (version.empty() && space.starts_with(kNamespace)) version = space.substr(kNamespace.size());
  if (version.starts_with("1.")) return XliffVersion::k1;
  if (version == "2.0" || version == "2.1" || version == "2.2") return XliffVersion::k2;
  return Error(StatusCode::kInvalidArgument,
               "XLIFF version '{}'; 1.0 to 1.2 and 2.0 to 2.2 are read", Shortened(version));
}

void XliffTextReader::Begin(XliffVersion version, bool splits, XliffOriginalData& data) {
  Take();
  version_ = version;
  splits_ = splits;
  is_inside_ = !splits;
  data_ = &data;
  if (!splits) parts_.emplace_back();
}

void XliffTextReader::Start(std::string_view name, const XmlAttributes& attributes,
                            const XmlToken& at) {
  if (depth_ > 0) {
    code_.Start(name, attributes);
    ++depth_;
  } else if (is_inside_) {
    const auto kind = KindOf(version_, name, attributes);
    if (kind) return StartCode(*kind, name, attributes);
    open_.push_back(StartInline(name, attributes));
  } else if (name == "mrk" && ValueOf(attributes, "mtype") == "seg") {
    is_inside_ = true;
    XliffPart& added = parts_.emplace_back();
    added.mid = ValueOf(attributes, "mid");
    added.start = at;
    open_.push_back({Around::kSegment});
  } else {
    // A code between segments may be ended within one.
    if (KindOf(version_, name, attributes) == CodeKind::kOpen) FormOf(CodeKind::kOpen, attributes);
    open_.push_back({Around::kNothing});
  }
}

// Begins what is no code by itself.
XliffTextReader::Element XliffTextReader::StartInline(std::string_view name,
                                                      const XmlAttributes& attributes) {
  if (IsAroundText(version_, name)) {
    const std::string* const opens = DataOf(attributes, "dataRefStart");
    const std::string* const closes = DataOf(attributes, "dataRefEnd");
    std::string start = XmlStartTag(name, attributes), end = fmt::format("</{}>", name);
    if (opens == nullptr || closes == nullptr) {
      AddCode(CodeKind::kOpen, std::move(start));
      return {Around::kCodes, std::move(end)};
    }
    AddCode(CodeKind::kOpen, *opens, std::move(start));
    return {Around::kCodes, *closes, std::move(end)};
  }
  if (name == "cp" && version_ == XliffVersion::k2) {
    AddCharacter(name, attributes);
  } else if (part().bad.ok()) {
    part().bad = Error(StatusCode::kInvalidArgument, "<{}> {}", Shortened(name),
                       name == "sub" ? "stands outside of a code"
                                     : "in a text is no inline element of this version of XLIFF");
  }
  return {Around::kNothing};
}

const std::string* XliffTextReader::DataOf(const XmlAttributes& attributes,
                                           std::string_view reference) {
  if (version_ == XliffVersion::k1) return nullptr;
  if (ValueOf(attributes, "subType") != kXliffForeignSubType) return nullptr;
  const auto found = data_->texts.find(ValueOf(attributes, reference));
  if (found == data_->texts.end() || found->second.size() > data_->bytes_left) return nullptr;
  data_->bytes_left -= found->second.size();
  return &found->second;
}

// Returns what the element of a code is; what it refers to is then in plain_.
XliffTextReader::Form XliffTextReader::FormOf(CodeKind kind, const XmlAttributes& attributes) {
  plain_.clear();
  if (version_ == XliffVersion::k2) {
    const std::string* const data = DataOf(attributes, "dataRef");
    if (data == nullptr) return Form::kElement;
    plain_ = *data;
    return Form::kReferred;
  }
  const std::string_view type = ValueOf(attributes, "ctype");
  const std::string_view rid = ValueOf(attributes, "rid");
  if (type == kXliffCharacterType) return Form::kCharacter;
  if (type == kXliffForeignType) {
    if (kind == CodeKind::kOpen && !rid.empty()) data_->foreign.emplace(rid);
    return Form::kForeign;
  }
  return kind == CodeKind::kClose && data_->foreign.contains(rid) ? Form::kForeign : Form::kElement;
}

void XliffTextReader::StartCode(CodeKind kind, std::string_view name,
                                const XmlAttributes& attributes) {
  kind_ = kind;
  form_ = FormOf(kind, attributes);
  depth_ = 1;
  code_.Clear();
  code_.Start(name, attributes);
}

void XliffTextReader::EndCode() {
  std::string element = code_.Take();
  if (form_ == Form::kCharacter) {
    if (const auto character = RefusedCharacter(plain_); character.ok()) {
      part().segment.text += *character;
      return;
    }
  }
  const bool is_foreign = form_ == Form::kForeign || form_ == Form::kReferred;
  if (!is_foreign) return AddCode(kind_, std::move(element));
  AddCode(kind_, std::move(plain_), std::move(element));
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

void XliffTextReader::End(std::string_view name, const XmlToken& at) {
  if (depth_ > 0) {
    code_.End(name);
    if (--depth_ == 0) EndCode();
    return;
  }
  Element ended = std::move(open_.back());
  open_.pop_back();
  if (ended.around == Around::kSegment) {
    is_inside_ = false;
    part().end = at;
  }
  if (ended.around == Around::kCodes) {
    AddCode(CodeKind::kClose, std::move(ended.close), std::move(ended.element));
  }
}

void XliffTextReader::Text(std::string_view text) {
  if (depth_ > 0) {
    if (form_ == Form::kForeign || form_ == Form::kCharacter) plain_ += text;
    return code_.Text(text);
  }
  const bool is_dropped = !open_.empty() && open_.back().around == Around::kNothing;
  if (is_inside_ && !is_dropped) part().segment.text += text;
}

std::vector<XliffPart> XliffTextReader::Take() {
  open_.clear();
  depth_ = 0;
  return std::exchange(parts_, {});
}

void XliffTextReader::AddCode(CodeKind kind, std::string content, std::string element) {
  Segment& segment = part().segment;
  segment.codes.push_back({kind, static_cast<uint32_t>(segment.text.size()), std::move(content)});
  part().elements.push_back(std::move(element));
}

}  // namespace dragoman
