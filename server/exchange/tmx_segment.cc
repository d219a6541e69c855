#include "server/exchange/tmx_segment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kPlainType = "x-dragoman";
constexpr std::string_view kEscapedType = "x-dragoman-escaped";
constexpr std::string_view kCharacterType = "x-dragoman-character";
constexpr std::string_view kHighlightEnd = "</hi>";
// Deeper codes and highlights are written as those of other formats are, so that what is written
// stays within the depth that is read.
constexpr size_t kMaxWrittenDepth = 24;
constexpr size_t kMaxKnownCodes = 10000;

// Returns the kind of an element that is a code, or nothing for others.
std::optional<CodeKind> KindOf(std::string_view name, const XmlAttributes& attributes) {
  if (name == "bpt") return CodeKind::kOpen;
  if (name == "ept") return CodeKind::kClose;
  if (name == "ph" || name == "ut") return CodeKind::kStandalone;
  if (name.find(':') != name.npos) return CodeKind::kStandalone;
  if (name != "it") return std::nullopt;
  const std::string_view position = ValueOf(attributes, "pos");
  if (position == "begin") return CodeKind::kOpen;
  return position == "end" ? CodeKind::kClose : CodeKind::kStandalone;
}

// Returns whether a name has a prefix that the file would have to declare, or declares one.
bool IsPrefixed(std::string_view name) {
  return name.starts_with("xmlns") || (name.find(':') != name.npos && !name.starts_with("xml:"));
}

// Hands an element to a segment reader; its root is the <seg>.
class ElementHandler : public XmlHandler {
 public:
  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    has_prefix_ |= IsPrefixed(name);
    for (const XmlAttribute& attribute : attributes) has_prefix_ |= IsPrefixed(attribute.name);
    if (depth_++ > 0) return reader_.Start(name, attributes);
    if (name == "seg") return absl::OkStatus();
    return Error(StatusCode::kInvalidArgument, "<{}> is no <seg>", Shortened(name));
  }
  Status End(std::string_view name) override {
    return --depth_ > 0 ? reader_.End(name) : absl::OkStatus();
  }
  Status Text(std::string_view text) override {
    reader_.Text(text);
    return absl::OkStatus();
  }
  Segment Take() { return reader_.Take(); }
  bool has_prefix() const { return has_prefix_; }

 private:
  size_t depth_ = 0;
  bool has_prefix_ = false;
  TmxSegmentReader reader_;
};

Status ReadElement(std::string_view element, size_t max_depth, ElementHandler& handler) {
  XmlReader reader({.max_depth = max_depth}, handler);
  RETURN_IF_ERROR(reader.Feed(element));
  return reader.Finish();
}

// Returns whether a content begins with the tag of a code that TMX itself has.
bool BeginsLikeCode(std::string_view content) {
  constexpr std::array<std::string_view, 6> kNames{"<bpt", "<ept", "<it", "<ph", "<ut", "<hi"};
  return std::any_of(kNames.begin(), kNames.end(), [content](std::string_view name) {
    return content.starts_with(name) && content.size() > name.size() &&
           std::string_view(" />").find(content[name.size()]) != std::string_view::npos;
  });
}

// Returns whether a code is just what reading its content gives. Names with a prefix are none:
// tools that resolve namespaces would refuse the file.
bool IsReadAsWritten(const Code& code) {
  if (code.kind == CodeKind::kClose && code.content == kHighlightEnd) return true;
  if (!BeginsLikeCode(code.content)) return false;
  const bool is_highlight = code.content.starts_with("<hi");
  ElementHandler handler;
  const Status read =
      ReadElement(fmt::format("<seg>{}{}</seg>", code.content, is_highlight ? kHighlightEnd : ""),
                  kMaxWrittenDepth, handler);
  Segment expected{.text = "", .codes = {{code.kind, 0, code.content}}};
  if (is_highlight) expected.codes.push_back({CodeKind::kClose, 0, std::string(kHighlightEnd)});
  return read.ok() && !handler.has_prefix() && handler.Take() == expected;
}

// How a code is written.
struct WrittenCode {
  bool is_element = false;  // As its content says.
  size_t pair = 0;          // Of a bpt or ept: its i; 0: it has no counterpart.
  bool is_escaped = false;
};
using WrittenCodes = std::vector<WrittenCode>;

bool IsHighlight(const Code& code) {
  return code.content == kHighlightEnd || code.content.starts_with("<hi");
}

// Returns whether the highlights among the elements are nested as XML wants it.
bool HighlightsAreNested(const std::vector<Code>& codes, const WrittenCodes& written) {
  size_t depth = 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (!written[i].is_element || !IsHighlight(codes[i])) continue;
    if (codes[i].kind == CodeKind::kClose && depth == 0) return false;
    depth = codes[i].kind == CodeKind::kClose ? depth - 1 : depth + 1;
    if (depth > kMaxWrittenDepth) return false;
  }
  return depth == 0;
}

// Returns the value of i that an element has; "" for none.
std::string PairOf(std::string_view element) {
  constexpr std::string_view kName = " i=\"";
  const size_t name = element.find(kName);
  if (name == element.npos) return "";
  const size_t begin = name + kName.size();
  return std::string(element.substr(begin, element.find('"', begin) - begin));
}

// Finds the counterparts among the codes of other formats and numbers them, apart from the numbers
// that elements use.
void NumberPairs(const std::vector<Code>& codes, WrittenCodes& written) {
  std::set<std::string> used;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (written[i].is_element) used.insert(PairOf(codes[i].content));
  }
  std::vector<size_t> open;
  size_t number = 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (written[i].is_element) continue;
    if (codes[i].kind == CodeKind::kOpen) open.push_back(i);
    if (codes[i].kind != CodeKind::kClose || open.empty()) continue;
    do {
      ++number;
    } while (used.contains(std::to_string(number)));
    written[i].pair = written[open.back()].pair = number;
    const bool is_escaped = written[i].is_escaped || written[open.back()].is_escaped;
    written[i].is_escaped = written[open.back()].is_escaped = is_escaped;
    open.pop_back();
  }
}

void AppendElement(std::string_view name, std::string_view attributes, const Code& code,
                   bool is_escaped, std::string& out) {
  fmt::format_to(std::back_inserter(out), "<{}{}>", name, attributes);
  AppendXmlText(is_escaped ? EscapeForXml(code.content) : code.content, out);
  fmt::format_to(std::back_inserter(out), "</{}>", name);
}

void AppendForeign(const Code& code, const WrittenCode& written, std::string& out) {
  const auto type = fmt::format(" type=\"{}\"", written.is_escaped ? kEscapedType : kPlainType);
  const auto pair = fmt::format(" i=\"{}\"", written.pair);
  if (code.kind == CodeKind::kStandalone) {
    AppendElement("ph", type, code, written.is_escaped, out);
  } else if (written.pair == 0) {
    const bool opens = code.kind == CodeKind::kOpen;
    AppendElement("it", (opens ? " pos=\"begin\"" : " pos=\"end\"") + type, code,
                  written.is_escaped, out);
  } else if (code.kind == CodeKind::kOpen) {
    AppendElement("bpt", pair + type, code, written.is_escaped, out);
  } else {
    AppendElement("ept", pair, code, written.is_escaped, out);
  }
}

// Appends text; what XML cannot hold as elements.
void AppendText(std::string_view text, std::string& out) {
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t refused = XmlRefuses(text, i);
    if (refused == 0) continue;
    AppendXmlText(text.substr(begin, i - begin), out);
    fmt::format_to(std::back_inserter(out), "<ph type=\"{}\">{}</ph>", kCharacterType,
                   RefusedCodePoint(text, i));
    i += refused - 1;
    begin = i + 1;
  }
  AppendXmlText(text.substr(begin), out);
}

}  // namespace

Status TmxSegmentReader::Start(std::string_view name, const XmlAttributes& attributes) {
  if (depth_ == 0) return Begin(name, attributes);
  element_.Start(name, attributes);
  form_ = Form::kElement;  // Ours have text only.
  ++depth_;
  return absl::OkStatus();
}

// Begins a code, or a highlight.
Status TmxSegmentReader::Begin(std::string_view name, const XmlAttributes& attributes) {
  if (name == "hi") {
    AddCode(CodeKind::kOpen, XmlStartTag(name, attributes));
    return absl::OkStatus();
  }
  const std::optional<CodeKind> kind = KindOf(name, attributes);
  if (!kind) {
    return Error(StatusCode::kInvalidArgument, "<{}> in <seg> {}", Shortened(name),
                 name == "sub" ? "stands outside of a code" : "is no inline element of TMX");
  }
  kind_ = *kind;
  form_ = FormOf(name, attributes);
  element_.Clear();
  element_.Start(name, attributes);
  text_.clear();
  depth_ = 1;
  return absl::OkStatus();
}

TmxSegmentReader::Form TmxSegmentReader::FormOf(std::string_view name,
                                                const XmlAttributes& attributes) {
  const std::string_view pair = ValueOf(attributes, "i");
  if (name == "ept") {
    const auto found = pairs_.find(pair);
    return found == pairs_.end() || attributes.size() > 1 ? Form::kElement : found->second;
  }
  const std::string_view type = ValueOf(attributes, "type");
  Form form = Form::kElement;
  if (type == kPlainType) form = Form::kPlain;
  if (type == kEscapedType) form = Form::kEscaped;
  if (type == kCharacterType && name == "ph") form = Form::kCharacter;
  if (name == "bpt") pairs_[std::string(pair)] = form;
  return form;
}

Status TmxSegmentReader::End(std::string_view name) {
  if (depth_ == 0) {
    AddCode(CodeKind::kClose, std::string(kHighlightEnd));
    return absl::OkStatus();
  }
  element_.End(name);
  return --depth_ == 0 ? FinishCode() : absl::OkStatus();
}

void TmxSegmentReader::Text(std::string_view text) {
  if (depth_ == 0) {
    segment_.text += text;
    return;
  }
  element_.Text(text);
  text_ += text;
}

Segment TmxSegmentReader::Take() {
  depth_ = 0;
  pairs_.clear();
  return std::exchange(segment_, {});
}

Status TmxSegmentReader::FinishCode() {
  ASSIGN_OR_RETURN(std::string content, Content());
  if (form_ == Form::kCharacter) {
    segment_.text += content;
  } else {
    AddCode(kind_, std::move(content));
  }
  return absl::OkStatus();
}

StatusOr<std::string> TmxSegmentReader::Content() {
  switch (form_) {
    case Form::kElement:
      return element_.Take();
    case Form::kPlain:
      return std::exchange(text_, {});
    case Form::kEscaped:
      return UnescapeFromXml(text_);
    case Form::kCharacter:
      return RefusedCharacter(text_);
  }
  return std::string();
}

void TmxSegmentReader::AddCode(CodeKind kind, std::string content) {
  segment_.codes.push_back({kind, static_cast<uint32_t>(segment_.text.size()), std::move(content)});
}

StatusOr<Segment> ParseTmxSegment(std::string_view element) {
  ElementHandler handler;
  RETURN_IF_ERROR(ReadElement(element, XmlSettings().max_depth, handler));
  return handler.Take();
}

void TmxSegmentWriter::Append(const Segment& segment, std::string& out) {
  WrittenCodes written(segment.codes.size());
  for (size_t i = 0; i < written.size(); ++i) {
    written[i].is_element = IsElement(segment.codes[i]);
    written[i].is_escaped = !XmlHolds(segment.codes[i].content);
  }
  if (!HighlightsAreNested(segment.codes, written)) {
    for (size_t i = 0; i < written.size(); ++i) {
      if (IsHighlight(segment.codes[i])) written[i].is_element = false;
    }
  }
  NumberPairs(segment.codes, written);
  const std::string_view text = segment.text;
  size_t begin = 0;
  for (size_t i = 0; i < written.size(); ++i) {
    const Code& code = segment.codes[i];
    AppendText(text.substr(begin, code.position_byte - begin), out);
    begin = code.position_byte;
    if (written[i].is_element) {
      out += code.content;
    } else {
      AppendForeign(code, written[i], out);
    }
  }
  AppendText(text.substr(begin), out);
}

// Asks a reader, once for each content.
bool TmxSegmentWriter::IsElement(const Code& code) {
  if (!code.content.starts_with('<')) return false;
  const std::string key = fmt::format("{}{}", static_cast<int>(code.kind), code.content);
  if (known_.size() >= kMaxKnownCodes) known_.clear();
  const auto [known, is_new] = known_.try_emplace(key, false);
  if (is_new) known->second = IsReadAsWritten(code);
  return known->second;
}

}  // namespace dragoman
