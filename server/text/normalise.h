// The levels of a text: L2, the exact key, and L3, the fold key. The text itself is never changed;
// a level is a derived string, and L2 knows where in the text each of its characters comes from.
//
// L2: canonical composition, no invisible characters, one space for any run of white space, and in
// Urdu
//     one letter for each of its Arabic and Urdu code points. Two texts of equal L2 are "the same".
// L3: L2 without case, Russian ё and stress marks, Urdu vowel marks and hamza, digits of other
// scripts,
//     the many quotes and dashes. Two texts of equal L3 differ "in form only".
// Both are idempotent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/model/language.h"
#include "server/text/mapped_text.h"

namespace dragoman {

// A language's rules; languages without rules of their own are generic.
enum class RuleSet : uint8_t { kGeneric, kEnglish, kRussian, kUrdu };
RuleSet RuleSetOf(const Language& language);

// Returns L2 of a text. What does not change is found by a table of characters and copied; only
// clusters around other characters are composed.
//
// Requires: valid UTF-8.
// Cost:     O(size).
MappedText Level2(std::string_view text, RuleSet rules);

// Returns the same, every character composed and mapped one by one: what Level2 must agree with.
MappedText Level2ByGlyphs(std::string_view text, RuleSet rules);

// Returns L3 of a text at L2: by a table of characters, or by ICU when one is not in the table.
std::string Level3(std::string_view level2, RuleSet rules);

// Returns the same by ICU alone, some nine times slower.
std::string Level3ByIcu(std::string_view level2, RuleSet rules);

// Returns the exact key of a text without codes.
std::string ExactKey(std::string_view text, const Language& language);

}  // namespace dragoman
