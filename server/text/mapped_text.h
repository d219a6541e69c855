// A level of a text, with the way back: where in the text each character of the level comes from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/segment.h"

namespace dragoman {

// Immutable.
class MappedText {
 public:
  // What stands at `offset` of the level, up to the next piece, comes from `range` of the text:
  // byte for byte where the two go in step, else all of it from the whole range.
  struct Piece {
    uint32_t offset = 0;
    ByteRange range;
    bool in_step = false;
  };

  MappedText(std::string text, std::vector<Piece> pieces)
      : text_(std::move(text)), pieces_(std::move(pieces)) {}

  const std::string& text() const { return text_; }
  // Gives the level away; the rest of the value is of no use then.
  std::string TakeText() && { return std::move(text_); }

  // Returns the range of the text that bytes [begin, end) of the level come from.
  //
  // Requires: begin < end, at character borders.
  ByteRange RangeOf(size_t begin, size_t end) const;
  // Returns the byte of the level at which the character at `position` of the text stands: the
  // first one that comes from there or later.
  size_t OffsetAt(uint32_t position) const;

 private:
  const Piece& PieceAt(size_t offset) const;

  std::string text_;
  std::vector<Piece> pieces_;  // Ascending; empty when all of the level goes in step with the text.
};

// Writes a level of a text from left to right. White space comes out as one space for each inner
// run of it.
class MappedTextWriter {
 public:
  explicit MappedTextWriter(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  // Returns whether white space would be dropped here: at the start or behind a space.
  bool AtSpace() const { return out_.empty() || out_.back() == ' '; }

  // Appends bytes of the text as they are. Requires: of white space only single spaces.
  void AppendSame(ByteRange range) { AppendInStep(text_.substr(range.begin, Size(range)), range); }
  // Appends what stands for a range of the text and is as long. Requires: the same.
  void AppendInStep(std::string_view bytes, ByteRange range);
  // Appends a range of the text as it is, all its characters mapped to the whole range.
  // Requires: no white space.
  void AppendShared(ByteRange range);
  // Appends a character that stands for a range of the text.
  void Append(char32_t c, ByteRange range);

  MappedText Finish() &&;

 private:
  static size_t Size(ByteRange range) { return range.end - range.begin; }
  // Lets the space at the end stand for what was dropped up to `end` too.
  void ExtendLastSpace(uint32_t end);
  void DropLastSpace();

  const std::string_view text_;
  std::string out_;
  std::vector<MappedText::Piece> pieces_;
};

}  // namespace dragoman
