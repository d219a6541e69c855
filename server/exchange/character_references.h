// Character references of HTML and Markdown: "&mdash;", "&#8212;".
#pragma once

#include <string>
#include <string_view>

namespace dragoman {

// Returns text with its references as the characters they stand for; those that HTML does not know
// stay. `only_ended`: a reference without ";" is none, as in attributes and in Markdown.
//
// Cost: O(text size).
std::string DecodeReferences(std::string_view text, bool only_ended);

}  // namespace dragoman
