// A number in digits, with the grouping and the decimal mark of its language.
//
// English and Urdu "1,234,567.5" or "12,34,567.5" (٬ and ٫ too); Russian and others "1 234 567,5"
// or "1.234.567,5". Further, what each reads of the other's where nothing else is meant: no-break
// and thin spaces group everywhere; in Russian, two or more commas of threes do, and a dot before
// other than three digits is a decimal mark. "1,50" is no English number: it is 1 and 50.
#pragma once

#include <span>

#include "server/text/decimal.h"
#include "server/text/quantity_lexer.h"

namespace dragoman {

struct Numeral {
  size_t end = 0;      // Index of the lexeme behind it.
  Decimal value;       // Without a sign.
  bool plain = false;  // Digits alone.
};

// Returns the longest number that begins at digits. Requires: lexemes[at] are digits.
Numeral ReadNumeral(std::span<const Lexeme> lexemes, size_t at, RuleSet rules);

// Returns whether numbers are written as in English: "," groups, "." is the decimal mark.
inline bool HasDecimalPoint(RuleSet rules) {
  return rules == RuleSet::kEnglish || rules == RuleSet::kUrdu;
}

}  // namespace dragoman
