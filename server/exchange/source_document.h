// A document whose blocks are ranges of its bytes: what text, Markdown and HTML have in common.
// Writing replaces the ranges of translated blocks and copies everything else.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/exchange/document_file.h"

namespace dragoman {

// Where a block stands in the source.
struct BlockPlace {
  ByteRange range;
  std::vector<ByteRange> codes;  // Of each code of its segment.
  char quote = '"';              // Of an attribute: what its value is quoted with; '\0': nothing.
};

// Other bytes for a range of the source; an empty range is an insertion.
struct SourceEdit {
  ByteRange range;
  std::string text;
};

// Returns a range of the source with the edits that lie in it. Requires: they are in order and
// apart; those at one place are written in their order.
std::string Edited(std::string_view source, ByteRange range, const std::vector<SourceEdit>& edits);

// The parts of a block as they are found; makes its segment. Thread-compatible.
class BlockBuilder {
 public:
  // `raw` is the range of the source that gave `text`.
  void AddText(std::string text, ByteRange raw);
  void AddCode(CodeKind kind, ByteRange raw);
  // Makes one standalone code of all parts from the one numbered `first` on, up to byte `end`.
  void Merge(size_t first, uint32_t end);

  size_t part_count() const { return parts_.size(); }
  void Clear() { parts_.clear(); }

  // Returns the block, its place within `source`; text that is white space only at either end
  // stays outside. nullopt: there is no text.
  std::optional<std::pair<Segment, BlockPlace>> Finish(std::string_view source);

 private:
  struct Part {
    bool is_code = false;
    CodeKind kind = CodeKind::kStandalone;
    std::string text{};
    ByteRange raw{};
  };

  void TrimEnds(std::string_view source);

  std::vector<Part> parts_;
};

class SourceDocument : public DocumentFile {
 public:
  const std::vector<DocumentBlock>& blocks() const override { return blocks_; }
  StatusOr<std::string> Write(const BlockTranslations& translations,
                              const DocumentLanguages& languages) const override;

 protected:
  explicit SourceDocument(std::string source) : source_(std::move(source)) {}

  std::string_view source() const { return source_; }
  void Add(BlockKind kind, Segment segment, BlockPlace place);
  // Adds what the builder has, if anything, and clears it.
  void Add(BlockKind kind, BlockBuilder& builder);
  // Puts the blocks in the order in which they begin.
  void SortBlocks();

 private:
  // Appends text of a block as the format writes it; `out` holds the block so far.
  virtual void AppendText(const DocumentBlock& block, const BlockPlace& place,
                          std::string_view text, std::string& out) const = 0;
  // Appends a code's bytes.
  virtual void AppendCode(std::string_view bytes, std::string& out) const { out += bytes; }
  // Returns the edits that make the document one of the target language, by place.
  virtual std::vector<SourceEdit> LanguageEdits(const DocumentLanguages&) const { return {}; }

  StatusOr<std::string> Written(size_t index, const Segment& translation,
                                const std::vector<SourceEdit>& within) const;

  const std::string source_;
  std::vector<DocumentBlock> blocks_;
  std::vector<BlockPlace> places_;
};

}  // namespace dragoman
