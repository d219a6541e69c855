#include "server/base/utf8.h"

#include <unicode/utf8.h>

#include <array>

namespace dragoman {

std::optional<size_t> FirstInvalidUtf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t i = 0;
  while (i < text.size()) {
    if (bytes[i] < 0x80) {
      ++i;
      continue;
    }
    const size_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, text.size(), c);
    if (c < 0) return start;
  }
  return std::nullopt;
}

std::optional<std::string> Utf8Of(char32_t code_point) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  size_t size = 0;
  UBool is_refused = false;
  U8_APPEND(bytes.data(), size, bytes.size(), static_cast<UChar32>(code_point), is_refused);
  if (is_refused) return std::nullopt;
  return std::string(bytes.data(), size);
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

size_t Utf16Length(std::string_view text) {
  size_t units = 0;
  for (const char ch : text) {
    const auto byte = static_cast<unsigned char>(ch);
    units += (byte & 0xC0) != 0x80;  // one per character …
    units += byte >= 0xF0;           // … and one more for a surrogate pair
  }
  return units;
}

}  // namespace dragoman
