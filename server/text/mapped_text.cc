#include "server/text/mapped_text.h"

#include <algorithm>

#include "server/text/code_points.h"

namespace dragoman {

const MappedText::Piece& MappedText::PieceAt(size_t offset) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                       [](size_t wanted, const Piece& piece) { return wanted < piece.offset; });
  return *(after - 1);
}

ByteRange MappedText::RangeOf(size_t begin, size_t end) const {
  if (pieces_.empty()) return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  ByteRange range = PieceAt(begin).range;
  if (const Piece& first = PieceAt(begin); first.in_step) {
    range.begin += static_cast<uint32_t>(begin - first.offset);
  }
  const Piece& last = PieceAt(end - 1);
  range.end =
      last.in_step ? last.range.begin + static_cast<uint32_t>(end - last.offset) : last.range.end;
  return range;
}

size_t MappedText::OffsetAt(uint32_t position) const {
  const auto is_before = [position](const Piece& piece) {
    return piece.in_step ? piece.range.end <= position : piece.range.begin < position;
  };
  size_t offset = position;
  if (!pieces_.empty()) {
    const auto found = std::partition_point(pieces_.begin(), pieces_.end(), is_before);
    if (found == pieces_.end()) return text_.size();
    offset = found->offset;
    if (found->in_step && position > found->range.begin) offset += position - found->range.begin;
  }
  return CharacterBorder(text_, offset);
}

void MappedTextWriter::AppendInStep(std::string_view bytes, ByteRange range) {
  if (bytes.empty()) return;
  if (!pieces_.empty() && pieces_.back().in_step && pieces_.back().range.end == range.begin) {
    pieces_.back().range.end = range.end;
  } else {
    pieces_.push_back({static_cast<uint32_t>(out_.size()), range, true});
  }
  out_ += bytes;
}

void MappedTextWriter::AppendShared(ByteRange range) {
  pieces_.push_back({static_cast<uint32_t>(out_.size()), range, false});
  out_ += text_.substr(range.begin, Size(range));
}

void MappedTextWriter::Append(char32_t c, ByteRange range) {
  const bool is_space = IsWhiteSpace(c);
  if (is_space && AtSpace()) {
    if (!out_.empty()) ExtendLastSpace(range.end);
    return;
  }
  pieces_.push_back({static_cast<uint32_t>(out_.size()), range, false});
  AppendCodePoint(is_space ? U' ' : c, out_);
}

void MappedTextWriter::ExtendLastSpace(uint32_t end) {
  if (MappedText::Piece& last = pieces_.back(); last.in_step && Size(last.range) > 1) {
    const ByteRange space{--last.range.end, end};
    pieces_.push_back({static_cast<uint32_t>(out_.size() - 1), space, false});
  } else {
    last.in_step = false;
    last.range.end = end;
  }
}

void MappedTextWriter::DropLastSpace() {
  if (out_.empty() || out_.back() != ' ') return;
  out_.pop_back();
  MappedText::Piece& last = pieces_.back();
  if (last.in_step && Size(last.range) > 1) {
    --last.range.end;
  } else {
    pieces_.pop_back();
  }
}

MappedText MappedTextWriter::Finish() && {
  DropLastSpace();
  if (pieces_.size() == 1 && pieces_[0].in_step && pieces_[0].range.begin == 0) pieces_.clear();
  return {std::move(out_), std::move(pieces_)};
}

}  // namespace dragoman
