// The table reads UTF-8 as NextCodePoint does, well-formed or not.
#include "server/text/character_table.h"

#include <gtest/gtest.h>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

const CharacterTable<char32_t>& OwnCodes() {
  static const CharacterTable<char32_t> table([](char32_t c) { return c; });
  return table;
}

// Returns what the table says of a character: itself, or 0 of the unknown.
char32_t Expected(char32_t c) {
  return c < 0x800 || (c >= 0x2000 && c < 0x2300) || c == kCodeCharacter ? c : 0;
}

void ExpectReads(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    size_t next = at;
    const char32_t c = NextCodePoint(text, &next);
    ASSERT_EQ(OwnCodes().Next(text, &at), Expected(c)) << at;
    ASSERT_EQ(at, next);
  }
}

TEST(CharacterTable, KnowsItsCharacters) {
  for (char32_t c = 0; c <= 0x10FFFF; c = c == 0xD7FF ? 0xE000 : c + 1) {
    ASSERT_EQ(OwnCodes().Of(c), Expected(c));
    ExpectReads(Utf8(c));
    if (HasFatalFailure()) return;
  }
}

TEST(CharacterTable, ReadsAnyBytes) {
  TestRandom random;
  for (int i = 0; i < 100000; ++i) {
    std::string bytes = RandomText(random, 4);
    for (uint64_t n = random.Below(6); n > 0; --n) bytes += static_cast<char>(random.Below(256));
    ExpectReads(bytes);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace dragoman
