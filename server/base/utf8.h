// UTF-8 text: validity, positions, and what is the same for all of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

// What may stand before the first character of a file.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Returns the byte offset of the first malformed sequence, or nullopt when all of `text` is valid
// UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
std::optional<size_t> FirstInvalidUtf8(std::string_view text);

// Returns the UTF-8 of a code point, nullopt for surrogates and numbers above U+10FFFF.
std::optional<std::string> Utf8Of(char32_t code_point);

// Returns ASCII letters in lower case, all else as it is.
std::string AsciiLower(std::string_view text);

// Returns the number of UTF-16 code units of valid UTF-8 text.
size_t Utf16Length(std::string_view text);

}  // namespace dragoman
