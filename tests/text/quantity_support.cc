#include "tests/text/quantity_support.h"

#include <fmt/format.h>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

std::string KindOf(const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::kNumber:
      return "";
    case QuantityKind::kOrdinal:
      return "ordinal ";
    case QuantityKind::kDecade:
      return "decade ";
    case QuantityKind::kDate:
      return "date ";
    case QuantityKind::kTime:
      return "time ";
    case QuantityKind::kCode:
      return "code ";
  }
  return "?";
}

std::string TimeOf(int64_t seconds) {
  std::string time = fmt::format("{}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0) time += fmt::format(":{:02}", seconds % 60);
  return time;
}

std::string ValueOf(const Quantity& quantity) {
  const CalendarDate& date = quantity.date;
  if (quantity.kind == QuantityKind::kDate) {
    return fmt::format("{}-{}-{}", date.year, date.month, date.day);
  }
  return quantity.kind == QuantityKind::kTime ? TimeOf(*quantity.value.ToInt64())
                                              : quantity.value.ToString();
}

}  // namespace

std::string Written(const Quantity& quantity) {
  return (quantity.spelled ? "~" : "") + KindOf(quantity) + ValueOf(quantity);
}

std::string Written(const std::vector<Quantity>& quantities) {
  std::string all;
  for (const Quantity& quantity : quantities) all += (all.empty() ? "" : "|") + Written(quantity);
  return all.empty() ? "-" : all;
}

std::string QuantitiesOf(std::string_view text, std::string_view tag) {
  return Written(QuantitiesIn(text, LanguageOf(tag)));
}

std::string Grouped(const std::string& digits, const std::string& mark, bool indian) {
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    const size_t left = digits.size() - i;
    const bool begins = left >= 3 && (indian ? (left - 3) % 2 == 0 : left % 3 == 0);
    if (i > 0 && begins) grouped += mark;
    grouped += digits[i];
  }
  return grouped;
}

}  // namespace dragoman
