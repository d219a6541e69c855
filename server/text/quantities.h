// The quantities of a text: numbers, dates, times, decades, with their exact values, so that
// "1.5 million", "15 لاکھ" and "1,5 млн" are one, and 1 billion and 1 млн are not.
//
// Read in this order, the first that fits: what is no quantity; dates; times; decades and ordinals;
// numbers with their scale ("2 کروڑ 30 لاکھ" is one number, "5–10 million" two of millions). Words
// are numbers where a scale follows ("two million"); otherwise they are told as `spelled`, which a
// comparison may use and need not. Values are free of units: "30 %" is 30, "$5m" 5,000,000.
//
// No quantity: the digits of addresses (URL, e-mail); digits that touch a letter before them
// ("CO2", "v2") or letters between digits ("4x4"); sections and versions (1.2.3), telephone numbers
// and other runs of three or more groups parted by dashes (92-51-9204423, ISBN), those behind "+";
// placeholders ({0}, %1, &#39;). Digits behind a name and a dash ("COVID-19", "F-16") are a code:
// told, but likewise not to be missed.
//
// All languages are read by one table of words (rules/quantities.tsv); grouping and decimal mark
// are those of the language (numeral.h).
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "server/model/language.h"
#include "server/model/segment.h"
#include "server/text/decimal.h"

namespace dragoman {

enum class QuantityKind : uint8_t { kNumber, kOrdinal, kDecade, kDate, kTime, kCode };

// A date, or the part of one that is given; 0 for what is not.
struct CalendarDate {
  int day = 0;    // 1 to 31.
  int month = 0;  // 1 to 12.
  int year = 0;

  auto operator<=>(const CalendarDate&) const = default;
};

struct Quantity {
  QuantityKind kind = QuantityKind::kNumber;
  ByteRange range;  // In the text as given: numeral and scale; without sign, currency and unit.
  Decimal value;    // Of a time, seconds since midnight; of a decade, its first year, in full or of
                    // two digits; of a date, 0.
  CalendarDate date;              // Of a date.
  bool day_month_unsure = false;  // Of a date: "05/06/2020", day and month could be the other way.
  bool spelled = false;           // In words only, with no scale, or in Roman figures.

  // How it is written, for writing another value in its place.
  ByteRange numeral;          // The digits and what parts them; empty where words stand for them.
  int scale = 0;              // The power of ten that the numeral is multiplied by.
  ByteRange scale_word;       // The word for it; empty without one of its own.
  bool shared_scale = false;  // One end of a range whose scale stands behind the other one.
  bool compound = false;      // Of several numerals: "2 کروڑ 30 لاکھ".
  bool short_year = false;    // The second year of "1990–95".
  ByteRange day;              // The parts of a date that are written; a day with its ending.
  ByteRange month;
  ByteRange year;

  bool operator==(const Quantity&) const = default;
};

// Returns the quantities in reading order; their ranges do not overlap.
//
// Requires: valid UTF-8.
// Cost:     O(text size).
// Threads:  any.
std::vector<Quantity> QuantitiesIn(std::string_view text, const Language& language);

}  // namespace dragoman
