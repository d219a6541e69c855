// Walks over UTF-8 text by code points.
#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace dragoman {

// Stands in keys where an inline code stands; in no text: a noncharacter.
inline constexpr char32_t kCodeCharacter = 0xFDD0;

// Returns the code point at byte `*offset` and moves the offset behind it; U+FFFD for malformed
// bytes. Requires: *offset < text.size().
inline char32_t NextCodePoint(std::string_view text, size_t* offset) {
  auto i = static_cast<int32_t>(*offset);
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), i, static_cast<int32_t>(text.size()), c);
  *offset = static_cast<size_t>(i);
  return static_cast<char32_t>(c);
}

// Returns the last code point, or 0 of an empty text.
inline char32_t LastCodePoint(std::string_view text) {
  if (text.empty()) return 0;
  auto i = static_cast<int32_t>(text.size());
  UChar32 c = 0;
  U8_PREV_OR_FFFD(text.data(), 0, i, c);
  return static_cast<char32_t>(c);
}

inline bool IsWhiteSpace(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

// Returns the number of code points.
inline size_t CodePoints(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// Returns the first character border at or behind byte `offset`, at most the text's size.
inline size_t CharacterBorder(std::string_view text, size_t offset) {
  while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80) {
    ++offset;
  }
  return std::min(offset, text.size());
}

inline void AppendCodePoint(char32_t c, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(c));
  out.append(bytes, static_cast<size_t>(size));
}

}  // namespace dragoman
