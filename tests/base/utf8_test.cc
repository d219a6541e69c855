// UTF-8 validity beside a slow twin that decodes and encodes again.
#include "server/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/random.h"

namespace dragoman {
namespace {

// Returns the UTF-8 of a code point, surrogates and what lies above U+10FFFF included.
std::string Encoded(uint32_t c) {
  const auto byte = [](uint32_t value) { return static_cast<char>(value); };
  const auto tail = [&](int shift) { return byte(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | c >> 6), tail(0)};
  if (c < 0x10000) return {byte(0xE0 | c >> 12), tail(6), tail(0)};
  return {byte(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
}

bool IsCharacter(uint32_t c) { return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

// Returns the code point whose encoding `text` begins with, or nullopt: tries each length.
std::optional<uint32_t> FirstCharacter(std::string_view text) {
  for (size_t size = 1; size <= 4 && size <= text.size(); ++size) {
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(text[i] & 0xFF); };
    uint32_t c = size == 1 ? byte(0) : byte(0) & (0x7F >> size);
    for (size_t i = 1; i < size; ++i) c = c << 6 | (byte(i) & 0x3F);
    if (IsCharacter(c) && Encoded(c) == text.substr(0, size)) return c;
  }
  return std::nullopt;
}

// The slow twin: a text is valid when it is the encoding of characters, one after the other.
std::optional<size_t> SlowFirstInvalid(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const std::optional<uint32_t> c = FirstCharacter(text.substr(i));
    if (!c) return i;
    i += Encoded(*c).size();
  }
  return std::nullopt;
}

// Returns a random character of 1, 2, 3 or 4 bytes with equal chances.
uint32_t RandomCharacter(TestRandom& random) {
  constexpr uint32_t kBounds[] = {0, 0x80, 0x800, 0x10000, 0x110000};
  const uint64_t size = random.Below(4);
  uint32_t c = 0xD800;
  while (!IsCharacter(c)) c = kBounds[size] + random.Below(kBounds[size + 1] - kBounds[size]);
  return c;
}

// Returns up to eight characters, then one byte in three texts changed, lost or put in.
std::string RandomText(TestRandom& random) {
  std::string text;
  for (uint64_t n = random.Below(9); n > 0; --n) text += Encoded(RandomCharacter(random));
  if (text.empty() || random.Below(3)) return text;
  const size_t at = random.Below(text.size());
  const char byte = static_cast<char>(random.Below(2) ? 0x80 + random.Below(128) : 0xF4);
  switch (random.Below(3)) {
    case 0:
      text[at] = byte;
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      text.insert(at, 1, byte);
  }
  return text;
}

TEST(FirstInvalidUtf8, EqualsTheSlowTwinOnRandomTexts) {
  TestRandom random;
  int invalid = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::string text = RandomText(random);
    ASSERT_EQ(FirstInvalidUtf8(text), SlowFirstInvalid(text)) << ::testing::PrintToString(text);
    invalid += SlowFirstInvalid(text).has_value();
  }
  EXPECT_GT(invalid, 10'000);
  EXPECT_LT(invalid, 90'000);
}

TEST(FirstInvalidUtf8, EqualsTheSlowTwinOnAllTextsOfTwoBytes) {
  for (int bytes = 0; bytes < 0x10000; ++bytes) {
    const std::string text = {static_cast<char>(bytes >> 8), static_cast<char>(bytes)};
    ASSERT_EQ(FirstInvalidUtf8(text), SlowFirstInvalid(text)) << bytes;
  }
}

TEST(FirstInvalidUtf8, AcceptsEveryCharacterAndNoOther) {
  for (uint32_t c = 0; c <= 0x120000; ++c) {
    const std::string text = "ی" + Encoded(c);
    const auto expected = IsCharacter(c) ? std::nullopt : std::optional<size_t>(2);
    ASSERT_EQ(FirstInvalidUtf8(text), expected) << c;
  }
}

TEST(FirstInvalidUtf8, FindsTruncationAtEveryByte) {
  const std::string text = "aб—😀";  // Characters at bytes 0, 1, 3 and 6, the last of four bytes.
  constexpr size_t kStarts[] = {0, 0, 1, 0, 3, 3, 0, 6, 6, 6};
  for (size_t size = 0; size < text.size(); ++size) {
    const std::string cut = text.substr(0, size);
    const bool whole = size == 0 || size == 1 || size == 3 || size == 6;
    EXPECT_EQ(FirstInvalidUtf8(cut), whole ? std::nullopt : std::optional<size_t>(kStarts[size]));
  }
}

TEST(FirstInvalidUtf8, RefusesOverlongForms) {
  EXPECT_EQ(FirstInvalidUtf8("ab\xC0\xAF"), 2);
  EXPECT_EQ(FirstInvalidUtf8("\xE0\x80\xAF"), 0);
  EXPECT_EQ(FirstInvalidUtf8("\xF0\x80\x80\xAF"), 0);
}

TEST(Utf16Length, CountsSurrogatePairsTwice) {
  EXPECT_EQ(Utf16Length(""), 0);
  EXPECT_EQ(Utf16Length("посол"), 5);
  EXPECT_EQ(Utf16Length("سفیر"), 4);
  EXPECT_EQ(Utf16Length("a😀b"), 4);
}

TEST(Utf16Length, EqualsTheSumOverItsCharacters) {
  TestRandom random;
  for (int i = 0; i < 1'000; ++i) {
    std::string text;
    size_t units = 0;
    for (uint64_t n = random.Below(20); n > 0; --n) {
      const uint32_t c = RandomCharacter(random);
      text += Encoded(c);
      units += c < 0x10000 ? 1 : 2;
    }
    ASSERT_EQ(Utf16Length(text), units) << text;
  }
}

TEST(Utf8, EncodesCodePoints) {
  const auto of = [](char32_t code_point) { return Utf8Of(code_point).value_or("none"); };
  EXPECT_EQ(of(U'a'), "a");
  EXPECT_EQ(of(U'\0'), std::string(1, '\0'));
  EXPECT_EQ(of(U'я'), "я");
  EXPECT_EQ(of(0xFFFF), "\uFFFF");
  EXPECT_EQ(of(0x10FFFF), "\U0010FFFF");
  for (const char32_t none : {0xD800, 0xDFFF, 0x110000, 0x7FFFFFFF}) EXPECT_EQ(of(none), "none");
}

}  // namespace
}  // namespace dragoman
