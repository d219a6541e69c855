// The pieces of a text that quantities are read from: runs of digits, words, white space, marks.
// Finer than the words of an analysis, in which "1950s" and "1.5bn" are one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/segment.h"
#include "server/text/normalise.h"

namespace dragoman {

struct Lexeme {
  enum Kind : uint8_t { kDigits, kWord, kSpace, kMark };

  Kind kind = kMark;
  std::string text;        // Digits as ASCII, words at L3, else "".
  char32_t mark = 0;       // Of a mark or space: the character (of several spaces, the first).
  char32_t folded = 0;     // Likewise at L3, so that dashes and apostrophes are one each.
  bool capital = false;    // Of a word: begins with a capital letter.
  bool is_arabic = false;  // Of a word: in Arabic script.
  bool left_out = false;   // Stands in an address (URL, e-mail): no number.
  ByteRange range;         // In the text as given.

  bool Is(Kind other) const { return kind == other; }
  bool IsMark(char32_t c) const { return kind == kMark && folded == c; }
  bool IsDash() const { return IsMark('-'); }
};

// Returns the pieces in order. Invisible characters are part of none and part none.
//
// Requires: valid UTF-8.
// Cost:     O(size).
std::vector<Lexeme> QuantityLexemes(std::string_view text, RuleSet rules);

}  // namespace dragoman
