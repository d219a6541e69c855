#include "server/exchange/html_document.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <optional>

#include "server/base/utf8.h"
#include "server/exchange/character_references.h"
#include "server/exchange/markup_scanner.h"
#include "server/exchange/source_document.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

using NameSet = absl::flat_hash_set<std::string_view>;

// Elements that stand within a line of text.
const NameSet& InlineElements() {
  static const NameSet names = {
      "a",      "abbr",   "acronym", "b",    "bdi", "bdo",  "big",   "br",  "cite", "code",  "data",
      "del",    "dfn",    "em",      "font", "i",   "img",  "input", "ins", "kbd",  "label", "map",
      "area",   "mark",   "math",    "q",    "rp",  "rt",   "ruby",  "s",   "samp", "small", "span",
      "strike", "strong", "sub",     "sup",  "svg", "time", "tt",    "u",   "var",  "wbr"};
  return names;
}

const NameSet& VoidElements() {
  static const NameSet names = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                "input", "link", "meta", "param", "source", "track", "wbr"};
  return names;
}

// Elements that are left as they are: whole codes where they stand within a line.
const NameSet& KeptElements() {
  static const NameSet names = {"code", "kbd",    "samp",  "var", "svg",      "math",
                                "pre",  "script", "style", "xmp", "template", "textarea"};
  return names;
}

bool IsCell(std::string_view name) { return name == "td" || name == "th"; }
bool IsHeading(std::string_view name) {
  return name == "title" ||
         (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6');
}

// Returns text as a reader sees it: runs of white space are one space.
std::string Collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!IsMarkupSpace(c)) {
      out += c;
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

void AppendEscaped(std::string_view text, char quote, std::string& out) {
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == quote && quote != '\0') {
      out += quote == '"' ? "&quot;" : "&#39;";
    } else if (text.substr(at).starts_with("\u00a0")) {
      out += "&nbsp;";
      ++at;
    } else {
      out += c;
    }
  }
}

class HtmlDocument : public SourceDocument {
 public:
  explicit HtmlDocument(std::string source) : SourceDocument(std::move(source)) {
    MarkupScanner scanner(this->source());
    while (const auto token = scanner.Next()) Take(*token);
    EndBlock();
    SortBlocks();
  }

 private:
  // A place where the document names its language.
  struct LanguagePlace {
    uint32_t name_end = 0;
    bool is_root = false;  // <html>; else it counts only where it names the source language.
    std::optional<MarkupAttribute> lang, xml_lang, dir;
  };
  // An element that is left as it is, and how many of its name are open in it.
  struct Kept {
    std::string name;
    size_t depth = 1;
    std::optional<uint32_t> code_begin{};  // It is a code that begins here.
  };

  void Take(const MarkupToken& token) {
    if (kept_) return TakeKept(token);
    if (token.kind == MarkupKind::kText) return TakeText(token);
    if (token.kind == MarkupKind::kOther)
      return builder_.AddCode(CodeKind::kStandalone, token.range);
    const bool is_open = token.kind == MarkupKind::kOpen;
    if (is_open) TakeLanguage(token);
    const bool is_inline = InlineElements().contains(token.name);
    if (!is_inline) EndBlock();
    if (is_open && IsKept(token)) return StartKept(token, is_inline);
    if (is_open) TakeAttributes(token);
    if (is_inline) {
      builder_.AddCode(CodeKindOf(token), token.range);
    } else if (is_open) {
      kind_ = KindOf(token.name);
    } else {
      kind_ = BlockKind::kParagraph;
    }
  }

  static CodeKind CodeKindOf(const MarkupToken& tag) {
    if (tag.kind == MarkupKind::kClose) return CodeKind::kClose;
    return VoidElements().contains(tag.name) ? CodeKind::kStandalone : CodeKind::kOpen;
  }

  // Within a heading or a cell other elements may begin lines: they are of its kind.
  BlockKind KindOf(std::string_view name) const {
    if (IsHeading(name)) return BlockKind::kHeading;
    return IsCell(name) ? BlockKind::kCell : BlockKind::kParagraph;
  }

  void TakeText(const MarkupToken& token) {
    if (token.raw_text) return;
    ByteRange range = token.range;
    const bool is_marked = range.begin == 0 && source().starts_with(kByteOrderMark);
    if (is_marked) range.begin = static_cast<uint32_t>(kByteOrderMark.size());
    builder_.AddText(DecodeReferences(Collapsed(PartOf(source(), range)), false), range);
  }

  void EndBlock() { Add(kind_, builder_); }

  bool IsKept(const MarkupToken& token) const {
    if (VoidElements().contains(token.name)) return false;
    return KeptElements().contains(token.name) || ValueOf(token, "translate") == "no";
  }

  void StartKept(const MarkupToken& token, bool is_inline) {
    kept_ = Kept{.name = token.name};
    if (is_inline) kept_->code_begin = token.range.begin;
    // Of foreign elements, a tag that closes itself is whole.
    if (token.self_closing && (token.name == "svg" || token.name == "math")) EndKept(token);
  }

  void TakeKept(const MarkupToken& token) {
    if (token.name != kept_->name) return;
    kept_->depth += token.kind == MarkupKind::kOpen ? 1 : -1;
    if (kept_->depth == 0) EndKept(token);
  }

  void EndKept(const MarkupToken& token) {
    if (kept_->code_begin) {
      builder_.AddCode(CodeKind::kStandalone, {*kept_->code_begin, token.range.end});
    }
    kept_.reset();
  }

  void TakeAttributes(const MarkupToken& tag) {
    for (const MarkupAttribute& attribute : tag.attributes) {
      if (!attribute.has_value || !IsTextAttribute(tag, attribute.name)) continue;
      const std::string text = DecodeReferences(Collapsed(PartOf(source(), attribute.value)), true);
      if (IsBlank(text)) continue;
      Add(BlockKind::kAttribute, {text, {}}, {attribute.value, {}, attribute.quote});
    }
    if (tag.name == "meta") TakeCharset(tag);
  }

  std::string ValueOf(const MarkupToken& tag, std::string_view name) const {
    const MarkupAttribute* const attribute = tag.Find(name);
    return attribute == nullptr ? "" : AsciiLower(PartOf(source(), attribute->value));
  }

  bool IsTextAttribute(const MarkupToken& tag, std::string_view name) const {
    static const NameSet anywhere = {"alt", "title", "placeholder", "aria-label"};
    static const NameSet described = {"description", "og:title", "og:description", "twitter:title",
                                      "twitter:description"};
    static const NameSet buttons = {"button", "submit", "reset"};
    if (anywhere.contains(name)) return true;
    if (tag.name == "input" && name == "value") return buttons.contains(ValueOf(tag, "type"));
    return tag.name == "meta" && name == "content" &&
           (described.contains(ValueOf(tag, "name")) ||
            described.contains(ValueOf(tag, "property")));
  }

  void TakeCharset(const MarkupToken& meta) {
    if (const MarkupAttribute* const charset = meta.Find("charset")) {
      charset_edits_.push_back({charset->value, "utf-8"});
    } else if (ValueOf(meta, "http-equiv") == "content-type" && meta.Find("content") != nullptr) {
      const MarkupAttribute& content = *meta.Find("content");
      const size_t at = ValueOf(meta, "content").find("charset=");
      if (at == std::string::npos || content.quote == '\0') return;
      const auto begin = static_cast<uint32_t>(content.value.begin + at + 8);
      charset_edits_.push_back({{begin, content.value.end}, "utf-8"});
    }
  }

  void TakeLanguage(const MarkupToken& tag) {
    const auto copy = [&tag](std::string_view name) {
      const MarkupAttribute* const found = tag.Find(name);
      return found == nullptr ? std::nullopt : std::optional(*found);
    };
    LanguagePlace place{tag.name_end, tag.name == "html", copy("lang"), copy("xml:lang"),
                        copy("dir")};
    if (tag.name == "body" && !has_root_) place.is_root = true;
    has_root_ |= place.is_root;
    if (place.is_root || place.lang || place.xml_lang) languages_.push_back(std::move(place));
  }

  bool NamesLanguage(const std::optional<MarkupAttribute>& attribute,
                     const Language& language) const {
    if (!attribute) return false;
    const auto named = Language::Parse(PartOf(source(), attribute->value));
    return named.ok() && Answers(*named, language);
  }

  std::vector<SourceEdit> LanguageEdits(const DocumentLanguages& languages) const override {
    std::vector<SourceEdit> edits = charset_edits_;
    for (const LanguagePlace& place : languages_) {
      if (place.is_root || NamesLanguage(place.lang, languages.source) ||
          NamesLanguage(place.xml_lang, languages.source)) {
        AddEdits(place, languages.target, edits);
      }
    }
    std::stable_sort(edits.begin(), edits.end(), [](const SourceEdit& a, const SourceEdit& b) {
      return a.range.begin < b.range.begin;
    });
    return edits;
  }

  static void AddEdits(const LanguagePlace& place, const Language& target,
                       std::vector<SourceEdit>& edits) {
    std::string added;
    const auto set = [&](const std::optional<MarkupAttribute>& attribute, std::string_view name,
                         std::string_view value) {
      if (attribute && attribute->has_value) {
        edits.push_back({attribute->value, std::string(value)});
      } else if (!attribute) {
        added += fmt::format(R"( {}="{}")", name, value);
      }
    };
    const bool rtl = IsRightToLeft(target);
    if (place.lang || !place.xml_lang) set(place.lang, "lang", target.tag());
    if (place.xml_lang) set(place.xml_lang, "xml:lang", target.tag());
    if (rtl || place.dir) set(place.dir, "dir", rtl ? "rtl" : "ltr");
    if (!added.empty()) edits.push_back({{place.name_end, place.name_end}, added});
  }

  void AppendText(const DocumentBlock& block, const BlockPlace& place, std::string_view text,
                  std::string& out) const override {
    if (block.kind != BlockKind::kAttribute) return AppendEscaped(text, '\0', out);
    const bool bare = place.quote == '\0';
    if (bare) out += '"';
    AppendEscaped(text, bare ? '"' : place.quote, out);
    if (bare) out += '"';
  }

  BlockBuilder builder_;
  BlockKind kind_ = BlockKind::kParagraph;
  std::optional<Kept> kept_;
  bool has_root_ = false;
  std::vector<LanguagePlace> languages_;
  std::vector<SourceEdit> charset_edits_;
};

}  // namespace

std::unique_ptr<DocumentFile> ReadHtmlDocument(std::string source) {
  return std::make_unique<HtmlDocument>(std::move(source));
}

}  // namespace dragoman
