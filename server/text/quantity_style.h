// Another quantity in the place of one: written as that one is, with its digits, grouping, decimal
// mark, scale and order. "1,5 млн" with 2.3 million is "2,3 млн", "10 января 1966 г." with 5 May
// 2020 is "5 мая 2020 г.".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/text/quantities.h"

namespace dragoman {

struct WrittenQuantity {
  ByteRange range;  // What it replaces in the text.
  std::string text;
  // What agrees with the number may need another form: its plural class (CLDR) is another, as of
  // "1 год", "2 года", "5 лет", or a scale between number and noun came or went.
  bool agreement_changes = false;
};

// Returns `wanted` as it is written in place of `old`, a quantity of `text`; nullopt when that
// cannot be done: a number in words, a date for a number, a year where there is none, a sign that
// the text has not.
//
// A scale is kept where the number before it stays between 0.1 and the next scale; else another
// word of its family (rules/quantities.tsv) takes its place, or, below all of them, none.
std::optional<WrittenQuantity> WriteLike(std::string_view text, const Quantity& old,
                                         const Quantity& wanted, const Language& language);

}  // namespace dragoman
