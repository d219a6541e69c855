#include "server/exchange/word_part.h"

#include <algorithm>
#include <array>
#include <map>

#include "server/base/utf8.h"
#include "server/exchange/character_references.h"
#include "server/exchange/markup_scanner.h"
#include "server/exchange/xml_reader.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kPlainRun = "<w:rPr></w:rPr>";  // The code of a run without properties.
constexpr std::string_view kEndOfRun = "</w:rPr>";         // The code that ends one.

// Elements that stand around runs and are pairs of codes.
constexpr std::array<std::string_view, 3> kPairs = {"w:hyperlink", "w:ins", "w:smarttag"};
// What only says how a text was checked or laid out.
constexpr std::array<std::string_view, 2> kIgnored = {"w:prooferr", "w:lastrenderedpagebreak"};

// Elements of properties that stand behind w:rtl and w:bidi.
constexpr std::array<std::string_view, 7> kBehindRtl = {
    "<w:cs", "<w:em", "<w:lang", "<w:eastAsianLayout", "<w:specVanish", "<w:oMath", "<w:rPrChange"};
constexpr std::array<std::string_view, 17> kBehindBidi = {"<w:adjustRightInd",
                                                          "<w:snapToGrid",
                                                          "<w:spacing",
                                                          "<w:ind",
                                                          "<w:contextualSpacing",
                                                          "<w:mirrorIndents",
                                                          "<w:suppressOverlap",
                                                          "<w:jc",
                                                          "<w:textDirection",
                                                          "<w:textAlignment",
                                                          "<w:textboxTightWrap",
                                                          "<w:outlineLvl",
                                                          "<w:divId",
                                                          "<w:cnfStyle",
                                                          "<w:rPr",
                                                          "<w:sectPr",
                                                          "<w:pPrChange"};

template <typename Names>
bool Has(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Checks what a scanner of tags takes for granted.
class NoHandler : public XmlHandler {
 public:
  Status Start(std::string_view, const XmlAttributes&) override { return absl::OkStatus(); }
  Status End(std::string_view) override { return absl::OkStatus(); }
  Status Text(std::string_view) override { return absl::OkStatus(); }
};

Status CheckXml(std::string_view name, std::string_view xml) {
  NoHandler handler;
  XmlSettings settings;
  settings.max_depth = 512;  // Tables in tables, and drawings in them.
  XmlReader reader(settings, handler);
  Status status = reader.Feed(xml);
  if (status.ok()) status = reader.Finish();
  if (!status.ok()) {
    return Error(StatusCode::kInvalidArgument, "{}, line {}: {}", name, reader.line(),
                 MessageOf(status));
  }
  if (FirstInvalidUtf8(xml)) {
    return Error(StatusCode::kInvalidArgument, "{} is not UTF-8; save the document again", name);
  }
  return absl::OkStatus();
}

// Returns where an element begins; npos without it.
size_t ElementAt(std::string_view xml, std::string_view tag) {
  size_t at = xml.find(tag);
  while (at != xml.npos && xml.find_first_of(" />", at + tag.size()) != at + tag.size()) {
    at = xml.find(tag, at + 1);
  }
  return at;
}

// Appends text without the characters that XML cannot hold.
void AppendHeldText(std::string_view text, std::string& out) {
  std::string held;
  for (size_t at = 0; at < text.size();) {
    const size_t refused = XmlRefuses(text, at);
    if (refused == 0) held += text[at];
    at += std::max<size_t>(refused, 1);
  }
  AppendXmlText(held, out);
}

// Returns properties with the direction's element set or taken away.
std::string Directed(std::string properties, std::string_view element, bool right_to_left,
                     std::span<const std::string_view> behind, std::string_view end) {
  const std::string tag = fmt::format("<w:{}/>", element);
  const size_t there = ElementAt(properties, fmt::format("<w:{}", element));
  if (there != std::string::npos) {
    const bool is_plain = std::string_view(properties).substr(there).starts_with(tag);
    return right_to_left || !is_plain ? properties : properties.erase(there, tag.size());
  }
  if (!right_to_left) return properties;
  size_t at = properties.rfind(end);
  for (const std::string_view next : behind) at = std::min(at, ElementAt(properties, next));
  return properties.insert(at, tag);
}

std::string RunProperties(std::string properties, bool right_to_left) {
  if (properties.empty() && right_to_left) properties = kPlainRun;
  return Directed(std::move(properties), "rtl", right_to_left, kBehindRtl, "</w:rPr>");
}

std::string ParagraphProperties(std::string properties, bool right_to_left) {
  const bool is_empty = properties.empty() || properties.ends_with("/>");
  if (is_empty && !right_to_left) return properties;
  if (is_empty) properties = "<w:pPr></w:pPr>";
  return Directed(std::move(properties), "bidi", right_to_left, kBehindBidi, "</w:pPr>");
}

}  // namespace

// Reads a part in one pass over its tags.
class WordPartReader {
 public:
  explicit WordPartReader(WordPart& part) : part_(part), xml_(part.xml_), scanner_(part.xml_) {}

  void Run() {
    while (const auto token = scanner_.Next()) {
      if (token->kind == MarkupKind::kOpen && token->name == "w:tc") ++cells_;
      if (token->kind == MarkupKind::kClose && token->name == "w:tc") --cells_;
      if (Opens(*token, "w:p")) Paragraph(*token);
    }
  }

 private:
  enum class Part : uint8_t { kText, kOpen, kClose, kAlone };
  struct Item {
    Part part = Part::kText;
    std::string text;            // Of a text; else the code.
    std::string run_properties;  // Of a text.
  };

  static bool Opens(const MarkupToken& token, std::string_view name) {
    return token.kind == MarkupKind::kOpen && !token.self_closing && token.name == name;
  }
  static bool Closes(const MarkupToken& token, std::string_view name) {
    return token.kind == MarkupKind::kClose && token.name == name;
  }
  std::string Raw(uint32_t begin, uint32_t end) const {
    return std::string(PartOf(xml_, {begin, end}));
  }

  // Passes over an element and returns where it ends.
  uint32_t Skip(const MarkupToken& open) {
    uint32_t end = open.range.end;
    for (size_t depth = open.self_closing ? 0 : 1; depth > 0;) {
      const auto token = scanner_.Next();
      if (!token) return end;
      end = token->range.end;
      if (token->kind == MarkupKind::kClose) --depth;
      if (token->kind == MarkupKind::kOpen && !token->self_closing) ++depth;
    }
    return end;
  }

  void Paragraph(const MarkupToken& open) {
    items_.clear();
    WordParagraph paragraph;
    paragraph.properties = {open.range.end, open.range.end};
    paragraph.content = {open.range.end, open.range.end};
    while (const auto token = scanner_.Next()) {
      if (Closes(*token, "w:p")) {
        paragraph.content.end = token->range.begin;
        break;
      }
      if (token->kind == MarkupKind::kOpen && token->name == "w:ppr") {
        paragraph.properties = {token->range.begin, Skip(*token)};
        paragraph.content.begin = paragraph.properties.end;
      } else {
        Inside(*token);
      }
    }
    Add(std::move(paragraph));
  }

  // Takes what stands within a paragraph and is no run's.
  void Inside(const MarkupToken& token) {
    if (token.kind == MarkupKind::kText) return;  // White space between elements.
    if (Opens(token, "w:r")) return TakeRun();
    if (Has(kIgnored, token.name)) return;
    if (Has(kPairs, token.name) && !token.self_closing) {
      const bool opens = token.kind == MarkupKind::kOpen;
      items_.push_back(
          {opens ? Part::kOpen : Part::kClose, Raw(token.range.begin, token.range.end), ""});
    } else {
      const uint32_t end = token.kind == MarkupKind::kOpen ? Skip(token) : token.range.end;
      items_.push_back({Part::kAlone, Raw(token.range.begin, end), ""});
    }
  }

  void TakeRun() {
    std::string properties;
    while (const auto token = scanner_.Next()) {
      if (Closes(*token, "w:r")) return;
      if (token->kind == MarkupKind::kText || Has(kIgnored, token->name)) continue;
      if (token->kind == MarkupKind::kOpen && token->name == "w:rpr") {
        properties = Raw(token->range.begin, Skip(*token));
        if (properties.ends_with("/>") && token->self_closing) properties.clear();
      } else if (Opens(*token, "w:t")) {
        items_.push_back({Part::kText, RunText(), properties});
      } else if (!(token->name == "w:t" && token->self_closing)) {
        const uint32_t end = token->kind == MarkupKind::kOpen ? Skip(*token) : token->range.end;
        items_.push_back(
            {Part::kAlone, "<w:r>" + properties + Raw(token->range.begin, end) + "</w:r>", ""});
      }
    }
  }

  std::string RunText() {
    std::string text;
    while (const auto token = scanner_.Next()) {
      if (Closes(*token, "w:t")) break;
      if (token->kind == MarkupKind::kText) {
        text += DecodeReferences(PartOf(xml_, token->range), true);
      }
    }
    return text;
  }

  // Returns the properties that most of the text has.
  std::string CommonProperties() const {
    std::map<std::string_view, size_t> bytes;
    for (const Item& item : items_) {
      if (item.part == Part::kText) bytes[item.run_properties] += item.text.size();
    }
    const auto most =
        std::max_element(bytes.begin(), bytes.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == bytes.end() ? "" : std::string(most->first);
  }

  void Add(WordParagraph paragraph) {
    paragraph.run_properties = CommonProperties();
    Segment segment;
    std::string_view current = paragraph.run_properties;
    const auto add_code = [&segment](CodeKind kind, std::string_view content) {
      segment.codes.push_back(
          {kind, static_cast<uint32_t>(segment.text.size()), std::string(content)});
    };
    const auto change_to = [&](std::string_view properties) {
      if (properties == current) return;
      if (current != paragraph.run_properties) add_code(CodeKind::kClose, kEndOfRun);
      if (properties != paragraph.run_properties) {
        add_code(CodeKind::kOpen, properties.empty() ? kPlainRun : properties);
      }
      current = properties;
    };
    for (const Item& item : items_) {
      if (item.part == Part::kText) {
        change_to(item.run_properties);
        segment.text += item.text;
        continue;
      }
      if (item.part != Part::kAlone) change_to(paragraph.run_properties);
      add_code(item.part == Part::kOpen    ? CodeKind::kOpen
               : item.part == Part::kClose ? CodeKind::kClose
                                           : CodeKind::kStandalone,
               item.text);
    }
    change_to(paragraph.run_properties);
    if (IsBlank(segment.text)) return;
    part_.blocks_.push_back({KindOf(paragraph), std::move(segment)});
    part_.paragraphs_.push_back(std::move(paragraph));
  }

  BlockKind KindOf(const WordParagraph& paragraph) const {
    const std::string_view properties = PartOf(xml_, paragraph.properties);
    if (properties.find("w:val=\"Heading") != properties.npos) return BlockKind::kHeading;
    return cells_ > 0 ? BlockKind::kCell : BlockKind::kParagraph;
  }

  WordPart& part_;
  const std::string_view xml_;
  MarkupScanner scanner_;
  std::vector<Item> items_;
  int cells_ = 0;
};

StatusOr<WordPart> WordPart::Read(std::string_view name, std::string xml) {
  RETURN_IF_ERROR(CheckXml(name, xml));
  WordPart part(std::move(xml));
  WordPartReader(part).Run();
  return part;
}

void WordPart::AppendParagraph(size_t index, const Segment& translation, bool right_to_left,
                               std::string& out) const {
  const std::string own = RunProperties(paragraphs_[index].run_properties, right_to_left);
  std::string current = own;
  uint32_t at = 0;
  const auto add_run = [&](uint32_t end) {
    if (end == at) return;
    out += "<w:r>" + current + "<w:t xml:space=\"preserve\">";
    AppendHeldText(PartOf(translation.text, {at, end}), out);
    out += "</w:t></w:r>";
    at = end;
  };
  for (const Code& code : translation.codes) {
    add_run(code.position_byte);
    if (code.content == kEndOfRun) {
      current = own;
    } else if (code.content.starts_with("<w:rPr")) {
      current = RunProperties(code.content, right_to_left);
    } else {
      out += code.content;
    }
  }
  add_run(static_cast<uint32_t>(translation.text.size()));
}

std::string WordPart::Write(std::span<const std::optional<Segment>> translations,
                            bool right_to_left) const {
  std::string out;
  uint32_t at = 0;
  for (size_t i = 0; i < blocks_.size(); ++i) {
    if (!translations[i] || *translations[i] == blocks_[i].segment) continue;
    const WordParagraph& paragraph = paragraphs_[i];
    out += PartOf(xml_, {at, paragraph.properties.begin});
    out += ParagraphProperties(std::string(PartOf(xml_, paragraph.properties)), right_to_left);
    AppendParagraph(i, *translations[i], right_to_left, out);
    at = paragraph.content.end;
  }
  return out += std::string_view(xml_).substr(at);
}

}  // namespace dragoman
