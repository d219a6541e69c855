// Numbers in texts: their values, so that "1,000,000.50", "1 000 000,5" and "۱۰۰۰۰۰۰٫۵" are one
// number.
#pragma once

#include <string>
#include <string_view>

#include "server/text/normalise.h"

namespace dragoman {

// Returns whether a word at L3 is a number: it begins with a digit ("30", "30th", "1950s",
// "1.5bn").
inline bool IsNumber(std::string_view fold) {
  return !fold.empty() && fold.front() >= '0' && fold.front() <= '9';
}

// Returns the canonical value of a number at L3: digits without grouping and needless zeros, "." as
// the decimal mark, then what letters follow. A run that fits no grouping stays as it is
// ("10.01.1966").
//
// Grouping: English and Urdu "," (threes, or the Indian twos and threes), decimal ".".
//           Russian and generic "." (threes), decimal ","; a lone "." with other than three digits
//           after it is a decimal mark there too.
std::string NumberValue(std::string_view fold, RuleSet rules);

// Returns whether `next` at L3 goes on with the digit groups of `before`, which a space separates:
// "1 000 000,50". Only languages that group by spaces; `groups` is the number of groups before.
bool ContinuesNumber(std::string_view before, std::string_view next, int groups, RuleSet rules);

}  // namespace dragoman
