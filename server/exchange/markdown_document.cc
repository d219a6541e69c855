#include "server/exchange/markdown_document.h"

#include <md4c.h>

#include <algorithm>

#include "server/base/utf8.h"
#include "server/exchange/markdown_marks.h"
#include "server/exchange/source_document.h"

namespace dragoman {
namespace {

constexpr unsigned kDialect = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;

// Returns where the line after the one at `at` begins.
size_t NextLine(std::string_view text, size_t at) {
  const size_t end = text.find('\n', at);
  return end == text.npos ? text.size() : end + 1;
}

std::string_view LineAt(std::string_view text, size_t at) {
  const std::string_view line = text.substr(at, NextLine(text, at) - at);
  return line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
}

// Returns where the text begins: behind a byte order mark and front matter that is closed.
size_t AfterFrontMatter(std::string_view text) {
  const size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const std::string_view fence = LineAt(text, begin);
  if (fence != "---" && fence != "+++") return begin;
  for (size_t at = NextLine(text, begin); at < text.size(); at = NextLine(text, at)) {
    const std::string_view line = LineAt(text, at);
    if (line == fence || (fence == "---" && line == "...")) return NextLine(text, at);
  }
  return begin;
}

bool IsLetterOrDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Returns whether the character at `at` may be markup within a line.
bool IsMarkup(std::string_view text, size_t at, bool in_cell) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (text[at]) {
    case '*':
    case '`':
    case '[':
    case ']':
    case '~':
    case '\\':
      return true;
    case '_':
      return !IsLetterOrDigit(before) || !IsLetterOrDigit(after);
    case '<':
      return IsLetterOrDigit(after) || after == '/' || after == '!' || after == '?';
    case '&':
      return IsLetterOrDigit(after) || after == '#';
    case '#':  // At a heading's end.
      return at + 1 == text.size();
    case '|':
      return in_cell;
    default:
      return false;
  }
}

// Returns the place of a character that makes the line that begins with `text` another block when
// it is not escaped: of a list, a quote, a heading, an underline; npos without one.
size_t BlockMark(std::string_view text) {
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool numbered = digits > 0 && digits < text.size() && digits < 10;
  if (numbered) return text[digits] == '.' || text[digits] == ')' ? digits : text.npos;
  constexpr std::string_view kMarks = "#>+-=";
  return !text.empty() && kMarks.find(text[0]) != kMarks.npos ? 0 : text.npos;
}

class MarkdownDocument : public SourceDocument {
 public:
  explicit MarkdownDocument(std::string source) : SourceDocument(std::move(source)) {}

  Status Parse() {
    const std::string_view text = source().substr(AfterFrontMatter(source()));
    MD_PARSER parser = {};
    parser.flags = kDialect;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) { return Of(self).Enter(type); };
    parser.leave_block = [](MD_BLOCKTYPE, void*, void* self) { return Of(self).EndBlock(); };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
      return Of(self).Take({.kind = MarkdownEvent::kEnter, .span = type});
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return Of(self).Take({.kind = MarkdownEvent::kLeave, .span = type});
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* self) {
      return Of(self).Take({.text_type = type, .text = {bytes, size}});
    };
    if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this) != 0) {
      return Error(StatusCode::kInvalidArgument,
                   "the Markdown parser gives up on this file; split it");
    }
    return absl::OkStatus();
  }

 private:
  static MarkdownDocument& Of(void* self) { return *static_cast<MarkdownDocument*>(self); }

  int Enter(MD_BLOCKTYPE type) {
    EndBlock();
    block_ = type;
    return 0;
  }

  int Take(const MarkdownEvent& event) {
    events_.push_back(event);
    return 0;
  }

  int EndBlock() {
    const bool is_text = block_ != MD_BLOCK_CODE && block_ != MD_BLOCK_HTML;
    if (is_text && !events_.empty() && FindMarks(source(), events_, builder_)) {
      Add(KindOf(block_), builder_);
    }
    events_.clear();
    block_ = MD_BLOCK_P;
    return 0;
  }

  static BlockKind KindOf(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_H) return BlockKind::kHeading;
    return type == MD_BLOCK_TD || type == MD_BLOCK_TH ? BlockKind::kCell : BlockKind::kParagraph;
  }

  void AppendText(const DocumentBlock& block, const BlockPlace&, std::string_view text,
                  std::string& out) const override {
    const size_t mark = out.empty() ? BlockMark(text) : text.npos;
    for (size_t at = 0; at < text.size(); ++at) {
      if (at == mark || IsMarkup(text, at, block.kind == BlockKind::kCell)) out += '\\';
      const bool breaks = text[at] == '\n' || text[at] == '\r';
      out += breaks ? ' ' : text[at];
    }
  }

  // A "!" before a link would make it a picture.
  void AppendCode(std::string_view bytes, std::string& out) const override {
    if (bytes.starts_with('[') && out.ends_with('!')) out.insert(out.size() - 1, 1, '\\');
    out += bytes;
  }

  MD_BLOCKTYPE block_ = MD_BLOCK_P;
  std::vector<MarkdownEvent> events_;
  BlockBuilder builder_;
};

}  // namespace

StatusOr<std::unique_ptr<DocumentFile>> ReadMarkdownDocument(std::string source) {
  auto document = std::make_unique<MarkdownDocument>(std::move(source));
  RETURN_IF_ERROR(document->Parse());
  return std::unique_ptr<DocumentFile>(std::move(document));
}

}  // namespace dragoman
