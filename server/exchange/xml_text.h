// Text as XML holds it: escaped, and what XML 1.0 cannot hold at all (U+0000 to U+001F but for tab,
// line feed and carriage return; U+FFFE; U+FFFF) written another way.
#pragma once

#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// Appends text between tags. Carriage returns are escaped: parsers turn plain ones into line feeds.
void AppendXmlText(std::string_view text, std::string& out);

// Appends the value of an attribute in double quotes. White space is escaped: parsers turn it into
// spaces.
void AppendXmlValue(std::string_view text, std::string& out);

// Return what the two append.
std::string XmlEscaped(std::string_view text);
std::string XmlQuoted(std::string_view text);

// Returns text that a comment can hold: no two hyphens in a row, and none at its end. What XML
// cannot hold is its code point.
std::string XmlCommentText(std::string_view text);

// Returns the length of the character at `at` when XML 1.0 cannot hold it, else 0.
size_t XmlRefuses(std::string_view text, size_t at);
// Returns whether XML 1.0 holds every character of valid UTF-8 text.
bool XmlHolds(std::string_view text);

// Returns the code point of a character that XML refuses, as four hexadecimal digits.
//
// Requires: XmlRefuses(text, at) is not 0.
std::string RefusedCodePoint(std::string_view text, size_t at);
// Returns the character. Errors: InvalidArgument when XML holds it, so that nothing needs this
// form.
StatusOr<std::string> RefusedCharacter(std::string_view digits);

// Returns the text with U+FFFD for each character that XML refuses.
std::string XmlHoldable(std::string_view text);

// Returns text that XML holds: \\ stands for a backslash, \uXXXX for a character that XML refuses.
std::string EscapeForXml(std::string_view text);
// The reverse. Errors: InvalidArgument naming the escape.
StatusOr<std::string> UnescapeFromXml(std::string_view text);

}  // namespace dragoman
