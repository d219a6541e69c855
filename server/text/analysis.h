// The analysis of a text: its keys at levels L2 and L3, its words with all three levels, its marks.
// Everything that compares texts (score, search, recognition) starts from this one value, so that
// "the same word" means the same everywhere. The text itself is never changed: all ranges point
// into it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"

namespace dragoman {

// The version of the language rules (levels, word breaks, stems, numbers). Indexes built under
// another version are rebuilt; every reply that carries a score names it.
inline constexpr int kTextRulesVersion = 2;

// The stem of every number.
inline constexpr std::string_view kNumberStem = "#";

struct Word {
  std::string form;  // The word at L2 (exact key).
  std::string
      fold;  // The word at L3: case, diacritics, letter forms folded; joined compounds closed up.
  std::string stem;   // The word at L4; kNumberStem for numbers.
  std::string value;  // Of a number: canonical decimal with its letter suffix, e.g. "1234.5",
                      // "30th"; else "".
  ByteRange range;    // In the text as given.

  bool is_number() const { return stem == kNumberStem; }
  bool operator==(const Word&) const = default;
};

// One punctuation mark or symbol.
struct Mark {
  std::string
      text;  // At L3, punctuation signature: quotes, dashes, full stops of all scripts unified.
  ByteRange range;

  bool operator==(const Mark&) const = default;
};

struct Analysis {
  std::string exact_key;  // The text at L2, with U+FDD0 where an inline code stands.
  std::string fold_key;   // The text at L3, codes likewise.
  std::vector<Word>
      words;  // In reading order; ranges ascend (the pieces of a split word share theirs).
  std::vector<Mark> marks;  // In reading order.
  std::vector<Code> codes;  // As given.
};

// Returns the analysis of a segment under the rules of the language (by its primary subtag;
// languages without rules of their own get the generic ones).
//
// Requires: valid UTF-8; code positions at character borders.
// Cost:     O(text size).
// Threads:  any.
Analysis Analyse(const Segment& segment, const Language& language);
Analysis Analyse(std::string_view text, const Language& language);

}  // namespace dragoman
