// What is known of a text by its writing alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "server/model/language.h"

namespace dragoman {

// Returns whether a language is written from right to left, by its script or its usual one.
bool IsRightToLeft(const Language& language);

// Returns the length of the line end at `at`, which ends a segment, or 0.
size_t LineEndAt(std::string_view text, size_t at);

// Returns the number of code points of valid UTF-8 text that are no white space.
size_t VisibleCharacters(std::string_view text);

}  // namespace dragoman
