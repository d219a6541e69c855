#include "server/exchange/text_document.h"

#include <algorithm>

#include "server/base/utf8.h"
#include "server/exchange/source_document.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

class TextDocument : public SourceDocument {
 public:
  explicit TextDocument(std::string source) : SourceDocument(std::move(source)) {
    const std::string_view text = this->source();
    size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    for (size_t at = begin; at < text.size();) {
      const size_t end_bytes = LineEndAt(text, at);
      if (end_bytes > 0) AddLine(begin, at);
      at += std::max<size_t>(end_bytes, 1);
      if (end_bytes > 0) begin = at;
    }
    AddLine(begin, text.size());
  }

 private:
  void AddLine(size_t begin, size_t end) {
    const ByteRange range = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    BlockBuilder line;
    line.AddText(std::string(PartOf(source(), range)), range);
    Add(BlockKind::kParagraph, line);
  }

  // A translation of one line stays one.
  void AppendText(const DocumentBlock&, const BlockPlace&, std::string_view text,
                  std::string& out) const override {
    for (size_t at = 0; at < text.size();) {
      const size_t end = LineEndAt(text, at);
      if (end > 0) {
        out += ' ';
      } else {
        out += text[at];
      }
      at += std::max<size_t>(end, 1);
    }
  }
};

}  // namespace

std::unique_ptr<DocumentFile> ReadTextDocument(std::string source) {
  return std::make_unique<TextDocument>(std::move(source));
}

}  // namespace dragoman
