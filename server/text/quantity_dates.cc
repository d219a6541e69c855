#include "server/text/quantity_dates.h"

#include <algorithm>
#include <string>

namespace dragoman {
namespace {

constexpr char32_t kArabicComma = 0x60C;

int NumberAt(const QuantityReader& in, size_t i, size_t most_digits) {
  return in.IsDigits(i) && in[i].text.size() <= most_digits ? std::stoi(in[i].text) : 0;
}

bool IsDay(int number) { return number >= 1 && number <= 31; }
bool IsMonth(int number) { return number >= 1 && number <= 12; }

// Returns the year of four digits that stands here, or 0.
int YearAt(const QuantityReader& in, size_t i) {
  return in.IsDigits(i) && in[i].text.size() == 4 ? NumberAt(in, i, 4) : 0;
}

ReadDate MakeDate(const QuantityReader& in, size_t begin, size_t end, CalendarDate date) {
  ReadDate read;
  read.quantity.kind = QuantityKind::kDate;
  read.quantity.range = in.Range(begin, end);
  read.quantity.date = date;
  read.end = end;
  return read;
}

// Year, month, day.
std::optional<ReadDate> IsoDate(const QuantityReader& in, size_t at) {
  const CalendarDate date{NumberAt(in, at + 4, 2), NumberAt(in, at + 2, 2), YearAt(in, at)};
  if (date.year == 0 || !IsMonth(date.month) || !IsDay(date.day)) return std::nullopt;
  ReadDate read = MakeDate(in, at, at + 5, date);
  read.quantity.year = in[at].range;
  read.quantity.month = in[at + 2].range;
  read.quantity.day = in[at + 4].range;
  return read;
}

// Day, month, year; with the month first where the day could be none otherwise. Which of the two
// stands first in English nothing says: it differs by country.
std::optional<ReadDate> DayFirstDate(const QuantityReader& in, size_t at, bool slashes) {
  CalendarDate date{NumberAt(in, at, 2), NumberAt(in, at + 2, 2), YearAt(in, at + 4)};
  const bool month_first = slashes && !IsMonth(date.month) && IsMonth(date.day);
  if (month_first) std::swap(date.day, date.month);
  if (date.year == 0 || !IsMonth(date.month) || !IsDay(date.day)) return std::nullopt;
  ReadDate read = MakeDate(in, at, at + 5, date);
  read.quantity.day = in[month_first ? at + 2 : at].range;
  read.quantity.month = in[month_first ? at : at + 2].range;
  read.quantity.year = in[at + 4].range;
  read.quantity.day_month_unsure = slashes && in.rules() == RuleSet::kEnglish && IsMonth(date.day);
  return read;
}

int MonthAt(const QuantityReader& in, size_t i) {
  return in.IsWord(i) ? in.words().Month(in[i].text, in[i].capital) : 0;
}

size_t SkipSpace(const QuantityReader& in, size_t i) { return in.IsSpace(i) ? i + 1 : i; }

// Returns the index behind the ending of a day: "10th", "10-го", "10ویں", or i.
size_t BehindOrdinal(const QuantityReader& in, size_t i) {
  const size_t word = in.IsDash(i) ? i + 1 : i;
  return in.IsWord(word) && in.words().IsOrdinal(in[word].text) ? word + 1 : i;
}

// A date that is being read: which of its parts have been, and up to where.
class NamedDate {
 public:
  NamedDate(const QuantityReader& in, size_t at) : in_(in), begin_(at), end_(at) {}

  bool ReadDay() {
    const int day = NumberAt(in_, end_, 2);
    if (!IsDay(day)) return false;
    date_.day = day;
    const size_t begin = end_;
    end_ = BehindOrdinal(in_, begin + 1);
    day_ = in_.Range(begin, in_.IsWord(begin + 1) ? end_ : begin + 1);
    return true;
  }

  // "January", or "of January" and "Jan." where one may stand so.
  bool ReadMonth() {
    const bool has_comma = date_.day > 0 && in_.IsMark(end_, kArabicComma);
    size_t at = SkipSpace(in_, has_comma ? end_ + 1 : end_);
    // "19th of March", "19th day of March".
    for (const std::string_view word : {"day", "of"}) {
      if (date_.day > 0 && in_.IsWord(at) && in_[at].text == word) at = SkipSpace(in_, at + 1);
    }
    date_.month = MonthAt(in_, at);
    if (date_.month == 0) return false;
    month_ = in_[at].range;
    end_ = at + 1;
    return true;
  }

  // " 1966", ", 1966", " of 1966", "،1966ء".
  bool ReadYear() {
    size_t at = in_.IsMark(end_, '.') ? end_ + 1 : end_;
    const bool has_comma = in_.IsMark(at, ',') || in_.IsMark(at, kArabicComma);
    if (has_comma) ++at;
    if (in_.IsSpace(at) && in_.IsWord(at + 1) && in_[at + 1].text == "of") at += 2;
    if (!has_comma && !in_.IsSpace(at)) return false;
    at = SkipSpace(in_, at);
    if (YearAt(in_, at) == 0 || IsGroupOrFraction(at + 1)) return false;
    date_.year = YearAt(in_, at);
    year_ = in_[at].range;
    end_ = at + 1;
    return true;
  }

  // The second day of "January 10–12".
  std::optional<ReadDate> ReadSecondDay() {
    const size_t dash = SkipSpace(in_, end_);
    const size_t at = SkipSpace(in_, dash + 1);
    if (!in_.IsDash(dash) || !IsDay(NumberAt(in_, at, 2)) || in_.IsMark(at + 1, ':')) {
      return std::nullopt;
    }
    end_ = BehindOrdinal(in_, at + 1);
    ReadDate second = MakeDate(in_, at, at + 1, {NumberAt(in_, at, 2), date_.month, 0});
    second.quantity.day = in_[at].range;
    return second;
  }

  // Returns whether what was read can be the day behind a month: "January 10", not "January 10
  // million" or "January 10:30".
  bool IsDayAlone() const {
    if (in_.IsMark(end_, ':') || in_.IsMark(end_, '%') || IsGroupOrFraction(end_)) return false;
    const size_t next = SkipSpace(in_, end_);
    return !in_.IsWord(next) || in_.words().Scale(in_[next].text) == nullptr;
  }

  void SkipToDay() { end_ = SkipSpace(in_, in_.IsMark(end_, '.') ? end_ + 1 : end_); }

  ReadDate Take() const {
    ReadDate read = MakeDate(in_, begin_, end_, date_);
    read.quantity.day = day_;
    read.quantity.month = month_;
    read.quantity.year = year_;
    return read;
  }

 private:
  bool IsGroupOrFraction(size_t i) const {
    return (in_.IsMark(i, ',') || in_.IsMark(i, '.')) && in_.IsDigits(i + 1);
  }

  const QuantityReader& in_;
  const size_t begin_;
  size_t end_;
  CalendarDate date_;
  ByteRange day_;
  ByteRange month_;
  ByteRange year_;
};

// A plain number right before a date, parted by a dash, is a day of its month.
void TakeDayBefore(const QuantityReader& in, size_t at, const CalendarDate& date,
                   std::vector<Quantity>& out) {
  if (out.empty() || out.back().kind != QuantityKind::kNumber) return;
  Quantity& before = out.back();
  const auto day = before.value.ToInt64();
  if (!day || !IsDay(static_cast<int>(std::min<int64_t>(*day, 99))) || before.spelled ||
      !in.IsRangeBetween(before.range.end, at, false)) {
    return;
  }
  before.kind = QuantityKind::kDate;
  before.value = Decimal();
  before.date = {static_cast<int>(*day), date.month, date.year};
  before.day = before.numeral;
  before.numeral = {};
}

// "10 January 1966".
size_t ReadDayFirst(const QuantityReader& in, size_t at, std::vector<Quantity>& out) {
  NamedDate date(in, at);
  if (!date.ReadDay() || !date.ReadMonth()) return at;
  date.ReadYear();
  const ReadDate read = date.Take();
  TakeDayBefore(in, at, read.quantity.date, out);
  out.push_back(read.quantity);
  return read.end;
}

// "January 10, 1966", "January 10–12, 1966"; "January 1966".
size_t ReadMonthFirst(const QuantityReader& in, size_t at, std::vector<Quantity>& out) {
  NamedDate date(in, at);
  if (!date.ReadMonth()) return at;
  if (date.ReadYear()) {
    out.push_back(date.Take().quantity);
    return date.Take().end;
  }
  date.SkipToDay();
  if (!date.ReadDay() || !date.IsDayAlone()) return at;
  const size_t behind_day = date.Take().end;
  std::optional<ReadDate> second = date.ReadSecondDay();
  date.ReadYear();
  Quantity first = date.Take().quantity;
  if (second) {
    first.range.end = in[behind_day - 1].range.end;
    second->quantity.date.year = first.date.year;
    second->quantity.year = first.year;
    if (first.year.end > 0) second->quantity.range.end = first.year.end;
    first.year = {};
  }
  out.push_back(first);
  if (second) out.push_back(second->quantity);
  return date.Take().end;
}

}  // namespace

std::optional<ReadDate> DateInDigits(const QuantityReader& in, size_t at) {
  if (!in.IsDigits(at) || !in.IsDigits(at + 2) || !in.IsDigits(at + 4)) return std::nullopt;
  for (const char32_t mark : {U'.', U'-', U'/'}) {
    if (!in.IsMark(at + 1, mark) || !in.IsMark(at + 3, mark)) continue;
    // More groups: an address or a version.
    if (in.IsMark(at + 5, mark) && in.IsDigits(at + 6) && mark != '-') return std::nullopt;
    if (in[at].text.size() == 4) return mark == '.' ? std::nullopt : IsoDate(in, at);
    return DayFirstDate(in, at, mark == '/');
  }
  return std::nullopt;
}

size_t ReadDates(const QuantityReader& in, size_t at, std::vector<Quantity>& out) {
  if (const std::optional<ReadDate> date = DateInDigits(in, at)) {
    out.push_back(date->quantity);
    return date->end;
  }
  if (in.IsDigits(at)) return ReadDayFirst(in, at, out);
  return in.IsWord(at) ? ReadMonthFirst(in, at, out) : at;
}

}  // namespace dragoman
