// A date as glossaries state it: a day, or a whole month or year of which the day is not known.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

// A year from 1 to 9999 of the Gregorian calendar, with or without its month and day. The
// default-constructed value is empty: no date. Immutable.
class PartialDate {
 public:
  PartialDate() = default;

  // Returns the date written as YYYY, YYYY-MM or YYYY-MM-DD.
  //
  // Errors: InvalidArgument quoting the text, with the forms allowed; "" is no date.
  static StatusOr<PartialDate> Parse(std::string_view text);

  // Returns the day, in UTC, of a time in microseconds since 1970; the time must lie in the years
  // that a date can have.
  static PartialDate DayOf(int64_t micros);

  // Returns the text that Parse reads as this date, "" for no date.
  std::string ToString() const;
  bool empty() const { return year_ == 0; }

  // The first and the last day it may mean, as numbers that compare as the days do: a month ends
  // on its 31st day.
  int FirstDay() const;
  int LastDay() const;

  bool operator==(const PartialDate&) const = default;

 private:
  PartialDate(int year, int month, int day);

  // Two dates stand in every term and every concept: they are kept small.
  uint16_t year_ = 0;
  uint8_t month_ = 0;  // 0: the whole year.
  uint8_t day_ = 0;    // 0: the whole month.
};

// From when until when something holds, both ends included; an empty end is open.
struct ValidTime {
  PartialDate from;
  PartialDate until;

  bool empty() const { return from.empty() && until.empty(); }
  bool operator==(const ValidTime&) const = default;
};

// Returns whether a day that `date` may mean lies in the time. Without a date everything does.
//
//   IsInTime({2019-04, 2021}, 2019)       true: from April on
//   IsInTime({2019-04, 2021}, 2019-03-31) false
bool IsInTime(const ValidTime& valid, const PartialDate& date);

}  // namespace dragoman
