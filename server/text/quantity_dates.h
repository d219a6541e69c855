// Dates in digits (10.01.1966, 1966-01-10, 10/1/1966) and with the name of the month in each
// language's order ("10th of January, 1966", "January 10–12, 1966", "10 января 1966 г.", "جنوری
// 1966ء"). A month alone is no date.
#pragma once

#include <optional>
#include <vector>

#include "server/text/quantities.h"
#include "server/text/quantity_reader.h"

namespace dragoman {

// A date and the index of the lexeme behind it.
struct ReadDate {
  Quantity quantity;
  size_t end = 0;
};

// Returns the date that begins with digits here and has no month name.
std::optional<ReadDate> DateInDigits(const QuantityReader& in, size_t at);

// Appends the date, or the two dates of a range of days, that begin here; a plain number before
// that is the first day of such a range ("10–12 January") becomes a date. Returns the index behind
// them, or `at` when there is none.
size_t ReadDates(const QuantityReader& in, size_t at, std::vector<Quantity>& out);

}  // namespace dragoman
