// The levels of a text: L2, the exact key, and L3, the fold key. The text itself is never changed;
// a level is a derived string, and L2 knows where in the text each of its characters comes from.
//
// L2: canonical composition, no invisible characters, one space for any run of white space, and in
// Urdu
//     one letter for each of its Arabic and Urdu code points. Two texts of equal L2 are "the same".
// L3: L2 without case, Russian ё and stress marks, Urdu vowel marks and hamza, digits of other
// scripts,
//     the many quotes and dashes. Two texts of equal L3 differ "in form only".
// Both are idempotent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

// A language's rules; languages without rules of their own are generic.
enum class RuleSet : uint8_t { kGeneric, kEnglish, kRussian, kUrdu };
RuleSet RuleSetOf(const Language& language);

// A level of a text, with the way back.
class MappedText {
 public:
  // A character of the level: its first byte there, and its range in the text.
  struct Piece {
    uint32_t offset = 0;
    ByteRange range;
  };

  MappedText(std::string text, std::vector<Piece> pieces)
      : text_(std::move(text)), pieces_(std::move(pieces)) {}

  const std::string& text() const { return text_; }
  // Returns the range of the text that bytes [begin, end) of the level come from.
  //
  // Requires: begin < end.
  ByteRange RangeOf(size_t begin, size_t end) const;
  // Returns the byte of the level at which the character at `position` of the text stands: the
  // first one that comes from there or later.
  size_t OffsetAt(uint32_t position) const;

 private:
  size_t PieceAt(size_t offset) const;

  std::string text_;
  std::vector<Piece> pieces_;  // Ascending; empty when level and text are the same bytes.
};

// Requires: valid UTF-8.
// Cost:     O(size).
MappedText Level2(std::string_view text, RuleSet rules);

// Returns L3 of a text at L2.
std::string Level3(std::string_view level2, RuleSet rules);

// Returns the exact key of a text without codes.
std::string ExactKey(std::string_view text, const Language& language);

}  // namespace dragoman
