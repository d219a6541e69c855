// What the score compares of a text, as numbers: two words have the same stem exactly when they
// have the same stem number, and so on, so that no string is compared while scoring. The numbers
// mean something only within the table that gave them out (one index part, or one call of ScoreOf).
#pragma once

#include <cstdint>
#include <vector>

namespace dragoman {

// The number of a string that the table does not hold: equal to no number in it.
inline constexpr uint32_t kUnknownId = 0xFFFFFFFE;

// The value number of a word that is no number.
inline constexpr uint32_t kNotNumber = 0xFFFFFFFF;

struct WordIds {
  uint32_t stem = kUnknownId;
  uint32_t fold = kUnknownId;
  uint32_t form = kUnknownId;
  uint32_t value = kNotNumber;

  bool is_number() const { return value != kNotNumber; }
  bool operator==(const WordIds&) const = default;

  template <typename H>
  friend H AbslHashValue(H h, const WordIds& word) {
    return H::combine(std::move(h), word.stem, word.fold, word.form, word.value);
  }
};

struct TextIds {
  std::vector<WordIds> words;   // In reading order.
  std::vector<uint32_t> marks;  // In any order.
  std::vector<uint32_t> codes;  // By kind and content; in the order given.
};

}  // namespace dragoman
