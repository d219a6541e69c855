#include "server/model/partial_date.h"

#include <algorithm>
#include <chrono>

namespace dragoman {
namespace {

constexpr size_t kYearBytes = 4;
constexpr size_t kMonthBytes = 7;
constexpr size_t kDayBytes = 10;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Returns whether the text is a beginning of YYYY-MM-DD that ends with a part.
bool HasForm(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kYearBytes && text.size() != kMonthBytes && text.size() != kDayBytes) {
    return false;
  }
  return std::equal(text.begin(), text.end(), kForm.begin(),
                    [](char c, char form) { return form == '-' ? c == '-' : IsDigit(c); });
}

// Returns the number of `digits` digits at `begin`, 0 when the text ends before it.
int NumberAt(std::string_view text, size_t begin, size_t digits) {
  if (begin >= text.size()) return 0;
  int number = 0;
  for (const char c : text.substr(begin, digits)) number = number * 10 + (c - '0');
  return number;
}

// Returns whether there is such a day; a whole month or year counts as its first one.
bool Exists(int year, int month, int day) {
  const std::chrono::year_month_day date(std::chrono::year{year},
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  return year > 0 && date.ok();
}

}  // namespace

PartialDate::PartialDate(int year, int month, int day)
    : year_(static_cast<uint16_t>(year)),
      month_(static_cast<uint8_t>(month)),
      day_(static_cast<uint8_t>(day)) {}

StatusOr<PartialDate> PartialDate::Parse(std::string_view text) {
  if (HasForm(text)) {
    const int year = NumberAt(text, 0, 4);
    const int month = NumberAt(text, 5, 2);
    const int day = NumberAt(text, 8, 2);
    const bool whole_year = text.size() == kYearBytes;
    const bool whole_month = text.size() <= kMonthBytes;
    if (Exists(year, whole_year ? 1 : month, whole_month ? 1 : day)) {
      return PartialDate(year, month, day);
    }
  }
  return Error(StatusCode::kInvalidArgument,
               "'{}' is no date; write YYYY, YYYY-MM or YYYY-MM-DD, e.g. 2024-05-31",
               Shortened(text));
}

PartialDate PartialDate::DayOf(int64_t micros) {
  using std::chrono::microseconds;
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<microseconds>(microseconds{micros}));
  const std::chrono::year_month_day date(days);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::string PartialDate::ToString() const {
  if (empty()) return "";
  if (month_ == 0) return fmt::format("{:04}", year_);
  if (day_ == 0) return fmt::format("{:04}-{:02}", year_, month_);
  return fmt::format("{:04}-{:02}-{:02}", year_, month_, day_);
}

int PartialDate::FirstDay() const {
  return year_ * 10000 + std::max<int>(month_, 1) * 100 + std::max<int>(day_, 1);
}

int PartialDate::LastDay() const {
  return year_ * 10000 + (month_ == 0 ? 12 : month_) * 100 + (day_ == 0 ? 31 : day_);
}

bool IsInTime(const ValidTime& valid, const PartialDate& date) {
  if (date.empty()) return true;
  if (!valid.from.empty() && valid.from.FirstDay() > date.LastDay()) return false;
  return valid.until.empty() || date.FirstDay() <= valid.until.LastDay();
}

}  // namespace dragoman
