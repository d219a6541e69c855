// What a rule says of each character, looked up while walking over UTF-8: a table over the
// characters that texts are mostly made of. It is built once from what ICU and the letter tables
// say, so that it cannot disagree with them; of characters outside it nothing is known.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "server/text/code_points.h"

namespace dragoman {

// A table of an `Entry` per character. Immutable.
template <typename Entry>
class CharacterTable {
 public:
  // Requires: entry_of(c) gives the entry of any character; a default Entry says "unknown".
  template <typename EntryOf>
  explicit CharacterTable(EntryOf entry_of) {
    for (char32_t c = 0; c < kTwoBytes; ++c) entries_[IndexOf(c)] = entry_of(c);
    for (char32_t c = kSigns; c < kSigns + kSignCount; ++c) entries_[IndexOf(c)] = entry_of(c);
    entries_[IndexOf(kCodeCharacter)] = entry_of(kCodeCharacter);
  }

  const Entry& Of(char32_t c) const { return entries_[IndexOf(c)]; }

  // Returns the entry of the character at byte `*offset` and moves the offset behind it; the
  // default entry for malformed bytes.
  const Entry& Next(std::string_view text, size_t* offset) const {
    const auto lead = static_cast<unsigned char>(text[*offset]);
    if (lead < 0x80) {
      ++*offset;
      return entries_[lead];
    }
    if (lead >= 0xC2 && lead < 0xE0 && *offset + 1 < text.size()) {
      const auto trail = static_cast<unsigned char>(text[*offset + 1]);
      if ((trail & 0xC0) == 0x80) {
        *offset += 2;
        return entries_[(lead & 0x1FU) << 6 | (trail & 0x3FU)];
      }
    }
    return Of(NextCodePoint(text, offset));
  }

 private:
  // Characters of one or two bytes: Latin, Greek, Cyrillic, Hebrew, Arabic.
  static constexpr char32_t kTwoBytes = 0x800;
  // Punctuation, currency signs, numerals, arrows, operators.
  static constexpr char32_t kSigns = 0x2000;
  static constexpr char32_t kSignCount = 0x300;
  static constexpr size_t kCode = kTwoBytes + kSignCount;
  static constexpr size_t kUnknown = kCode + 1;

  static constexpr size_t IndexOf(char32_t c) {
    if (c < kTwoBytes) return c;
    if (c >= kSigns && c < kSigns + kSignCount) return kTwoBytes + (c - kSigns);
    return c == kCodeCharacter ? kCode : kUnknown;
  }

  std::array<Entry, kUnknown + 1> entries_{};
};

}  // namespace dragoman
