// Roman figures, as centuries and congresses are counted: "XX век", "XIV".
#pragma once

#include <string_view>

namespace dragoman {

// Returns the value, 2 to 39, of capital Latin letters in the standard form, or 0. "I" is none: it
// is a word; so are "C" and "L", initials more often than numbers.
int RomanValue(std::string_view letters);

}  // namespace dragoman
