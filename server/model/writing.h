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

// The letters of a text, and those of them whose script its language is written in.
struct ScriptLetters {
  size_t all = 0;
  size_t of_language = 0;

  void Add(const ScriptLetters& other) {
    all += other.all;
    of_language += other.of_language;
  }
};

// Counts the letters of valid UTF-8 text. All are of the language where its script is not known.
ScriptLetters LettersOf(std::string_view text, const Language& language);

// Returns whether valid UTF-8 text has a letter of any script.
bool HasLetters(std::string_view text);

}  // namespace dragoman
