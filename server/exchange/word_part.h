// The text of one part of a Word document (WordprocessingML): its paragraphs as blocks.
//
// Neighbouring runs of the same properties are one text, whatever marks of revision or spelling
// part them. The properties that most of a paragraph's text has are its own; other runs are between
// two codes, <w:rPr>...</w:rPr> and </w:rPr>. Hyperlinks and insertions are pairs of codes; tabs,
// breaks, pictures, references to notes, fields and all else is one code each, a run of its own.
// Deletions, text boxes and what is within fields' instructions is no text.
//
// Written, a translated paragraph has new runs; in a language from right to left w:bidi and w:rtl
// are set, in another one they are taken away.
// Source: ECMA-376, part 1, chapter 17 (order of the elements: CT_PPr, CT_RPr).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/document_file.h"

namespace dragoman {

// Where a paragraph stands in its part.
struct WordParagraph {
  ByteRange properties;        // <w:pPr>...</w:pPr>; empty where there are none.
  ByteRange content;           // All that follows them.
  std::string run_properties;  // Of most of its text: <w:rPr>...</w:rPr> or "".
};

// Immutable; any thread.
class WordPart {
 public:
  // `name` is for messages.
  //
  // Errors: InvalidArgument when it is no XML in UTF-8, or has a document type.
  static StatusOr<WordPart> Read(std::string_view name, std::string xml);

  std::string_view xml() const { return xml_; }
  const std::vector<DocumentBlock>& blocks() const { return blocks_; }

  // Returns the part with translations of its own blocks; the same bytes without any.
  //
  // Requires: one entry for each block; codes are those of the block.
  std::string Write(std::span<const std::optional<Segment>> translations, bool right_to_left) const;

 private:
  friend class WordPartReader;
  explicit WordPart(std::string xml) : xml_(std::move(xml)) {}

  void AppendParagraph(size_t index, const Segment& translation, bool right_to_left,
                       std::string& out) const;

  std::string xml_;
  std::vector<DocumentBlock> blocks_;
  std::vector<WordParagraph> paragraphs_;
};

}  // namespace dragoman
