// A text made ready for recognition: its words with the keys under which a term may meet them, and
// the words that appear when neighbours are closed up (co-operation, policy makers, سفارت کاری).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/term/gap.h"
#include "server/text/analysis.h"

namespace dragoman {

// Neighbouring words that may be closed up into one. Dotted single letters (U.N.E.S.C.O.) may be
// more.
inline constexpr size_t kMaxJoined = 3;
inline constexpr size_t kMaxJoinedLetters = 8;
// Longer closed-up words are no words of a glossary.
inline constexpr size_t kMaxJoinedBytes = 96;
// Characters of a word closed up over a space, or split, at least: Urdu "which now" (جو اب) must
// not be "answer" (جواب).
inline constexpr size_t kMinWholeLength = 5;

struct TextWord {
  std::string form;               // FormKey of the word.
  std::string fold;               // At L3.
  std::vector<std::string> keys;  // TermKeys; of a possessive, with those of the bare word.
  // The word without the ending of an English possessive (Pakistan’s) or of a declined Russian
  // abbreviation (МИДа); else "".
  std::string bare_form;
  std::string bare_fold;
  uint32_t bare_end = 0;  // Where a term ends that has this word last: before a possessive ending.
  ByteRange range;
  bool is_number = false;
  Gap gap;  // Before this word.
};

// Thread-compatible. Lifetime: the text must outlive it.
class TextWords {
 public:
  // Requires: `analysis` is that of `text` under `language`.
  TextWords(std::string_view text, const Analysis& analysis, const Language& language);

  const std::vector<TextWord>& words() const { return words_; }

  // Returns whether words `next - 1` and `next` may be parts of one closed-up word: joined by a
  // dash or dot without space, or long enough to be no small words ("I ran" is not Iran).
  bool Joins(size_t next) const;

  // Returns whether words [begin, end) may be closed up: all pairs join, and they are not more than
  // the limits above.
  bool MayCloseUp(size_t begin, size_t end) const;

  // Returns the keys of a closed-up word or part of a word, none when it is no single word.
  const std::vector<std::string>& KeysOfClosedUp(const std::string& fold);

 private:
  const Language language_;
  std::vector<TextWord> words_;
  absl::flat_hash_map<std::string, std::vector<std::string>> closed_up_keys_;
};

// Returns whether the word has kMinWholeLength characters.
bool IsLongWhole(std::string_view fold);

// Returns the least number of characters of a part of a word closed up over a space, or split from
// one: 2 in Arabic script, which writes no short vowels, else 3.
size_t MinPartLength(std::string_view fold);

// Returns the bytes of the first `characters` characters, or npos when there are fewer.
size_t PrefixBytes(std::string_view fold, size_t characters);

}  // namespace dragoman
