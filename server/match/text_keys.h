// A text as the search compares it: 64-bit hashes of the keys of its words, marks and codes. Made
// once for a query or a stored segment; index parts of every memory work on it, so that no string
// is hashed or compared twice.
//
// Two words have the same stem exactly when the hashes of their stems are equal, and so on: among
// the few million words of a memory two different ones share a hash about once in a million
// memories, and even then nothing is missed, a text only looks more alike than it is until the
// score is taken from the texts themselves.
#pragma once

#include <cstdint>
#include <vector>

#include "server/text/analysis.h"

namespace dragoman {

struct WordKey {
  uint64_t stem = 0;  // kNumberStemKey for numbers.
  uint64_t fold = 0;  // Of a number: of its value.
  uint64_t form = 0;

  bool operator==(const WordKey&) const = default;
};

struct TextKeys {
  std::vector<WordKey> words;   // In reading order.
  std::vector<uint64_t> marks;  // In reading order.
  std::vector<uint64_t> codes;  // By kind and content, in reading order.
  uint64_t exact = 0;           // Of the exact key.
  uint64_t fold = 0;            // Of the fold key; tells texts without words apart.

  bool operator==(const TextKeys&) const = default;
};

// Returns the stem's hash of every number.
uint64_t NumberStemKey();

TextKeys KeysOf(const Analysis& analysis);

// Returns a sign of the multisets of marks, codes and values of numbers: where the signs of two
// texts with words differ, one of the multisets does, which costs a point at least (flat
// penalties).
uint8_t FlatSign(const TextKeys& keys);

}  // namespace dragoman
