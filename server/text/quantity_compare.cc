#include "server/text/quantity_compare.h"

#include <algorithm>
#include <cstdlib>

namespace dragoman {
namespace {

constexpr int64_t kMostSpelled = 12;

bool IsWeak(const Quantity& quantity) {
  return quantity.spelled || quantity.kind == QuantityKind::kCode;
}

bool IsPlainValue(const Quantity& quantity) {
  return quantity.kind == QuantityKind::kNumber || quantity.kind == QuantityKind::kOrdinal ||
         quantity.kind == QuantityKind::kCode;
}

bool SameDate(const Quantity& a, const Quantity& b) {
  if (a.date == b.date) return true;
  const bool unsure = a.day_month_unsure || b.day_month_unsure;
  return unsure && a.date.year == b.date.year && a.date.day == b.date.month &&
         a.date.month == b.date.day;
}

bool SameDecade(const Quantity& a, const Quantity& b) {
  const int64_t x = a.value.ToInt64().value_or(0);
  const int64_t y = b.value.ToInt64().value_or(0);
  return x == y || ((x < 100 || y < 100) && x % 100 == y % 100);
}

// Returns whether a number may stand for what is no number, as the header says.
bool StandsFor(const Quantity& number, const Quantity& other) {
  if (number.kind != QuantityKind::kNumber && number.kind != QuantityKind::kOrdinal) return false;
  const auto value = number.value.ToInt64();
  if (!value) return false;
  const int64_t other_value = other.value.ToInt64().value_or(0);
  switch (other.kind) {
    case QuantityKind::kTime:
      return other_value % 3600 == 0 && (other_value / 3600 - *value) % 12 == 0 && *value <= 24;
    case QuantityKind::kDecade:
      return other_value < 100 && other_value == *value;
    case QuantityKind::kDate:
      return other.date.day == *value;
    default:
      return false;
  }
}

// "5–10 million", of which the other side has "between 5 and 10 million".
bool SameButForSharedScale(const Quantity& number, const Quantity& end_of_range) {
  return end_of_range.shared_scale && number.scale == 0 && number.kind == QuantityKind::kNumber &&
         number.value.TimesPowerOfTen(end_of_range.scale) == end_of_range.value;
}

bool SameByLeave(const Quantity& a, const Quantity& b) {
  if (a.kind == QuantityKind::kTime && b.kind == QuantityKind::kTime) {
    constexpr int64_t kHalfDay = 12 * 3600;
    return (*a.value.ToInt64() - *b.value.ToInt64()) % kHalfDay == 0;
  }
  return StandsFor(a, b) || StandsFor(b, a) || SameButForSharedScale(a, b) ||
         SameButForSharedScale(b, a);
}

bool IsSmall(const Quantity& quantity) {
  const auto value = quantity.value.ToInt64();
  return IsPlainValue(quantity) && quantity.scale == 0 && value && *value >= 0 &&
         *value <= kMostSpelled;
}

using Left = std::vector<Quantity>;

// Takes out of both what `same` pairs, of those that `takes` says yes to.
template <typename Takes, typename Same>
void Pair(Left& first, Left& second, const Takes& takes, const Same& same) {
  std::erase_if(first, [&](const Quantity& a) {
    const auto b = std::find_if(second.begin(), second.end(), [&](const Quantity& other) {
      return takes(a, other) && same(a, other);
    });
    if (b == second.end()) return false;
    second.erase(b);
    return true;
  });
}

// Pairs what is in digits first, so that a spelled number takes none from another one in digits.
template <typename Same>
void PairStrongFirst(Left& first, Left& second, const Same& same) {
  Pair(
      first, second, [](const auto& a, const auto& b) { return !IsWeak(a) && !IsWeak(b); }, same);
  Pair(
      first, second, [](const auto& a, const auto& b) { return IsWeak(a) != IsWeak(b); }, same);
  Pair(
      first, second, [](const auto&, const auto&) { return true; }, same);
}

bool IsDate(const Quantity& quantity) { return quantity.kind == QuantityKind::kDate; }

// Takes out a date of one side whose day and month, and whose year, the other has apart: "in 2020
// ... on 25 January".
void PairParts(Left& dates, Left& parts) {
  std::erase_if(dates, [&parts](const Quantity& date) {
    if (!IsDate(date) || date.date.year == 0 || date.date.day == 0) return false;
    const auto day = std::find_if(parts.begin(), parts.end(), [&date](const Quantity& part) {
      return IsDate(part) && part.date == CalendarDate{date.date.day, date.date.month, 0};
    });
    const auto year = std::find_if(parts.begin(), parts.end(), [&date](const Quantity& part) {
      return IsPlainValue(part) && part.value == Decimal(date.date.year);
    });
    if (day == parts.end() || year == parts.end()) return false;
    parts.erase(std::max(day, year));
    parts.erase(std::min(day, year));
    return true;
  });
}

bool HasSmallNumber(const Left& left, bool spelled) {
  return std::any_of(left.begin(), left.end(), [spelled](const Quantity& quantity) {
    return IsSmall(quantity) && quantity.kind == QuantityKind::kNumber &&
           quantity.spelled == spelled;
  });
}

void DropWhatMayBeSpelled(Left& first, Left& second) {
  const bool differ = HasSmallNumber(first, false) && HasSmallNumber(second, false) &&
                      !HasSmallNumber(first, true) && !HasSmallNumber(second, true);
  const auto may_be = [differ](const Quantity& quantity) {
    return IsWeak(quantity) ||
           (IsSmall(quantity) && !(differ && quantity.kind == QuantityKind::kNumber));
  };
  std::erase_if(first, may_be);
  std::erase_if(second, may_be);
}

}  // namespace

bool SameQuantity(const Quantity& a, const Quantity& b) {
  if (IsPlainValue(a) || IsPlainValue(b)) {
    return IsPlainValue(a) && IsPlainValue(b) && a.value == b.value;
  }
  if (a.kind != b.kind) return false;
  if (a.kind == QuantityKind::kDate) return SameDate(a, b);
  return a.kind == QuantityKind::kDecade ? SameDecade(a, b) : a.value == b.value;
}

QuantityComparison CompareQuantities(const std::vector<Quantity>& first,
                                     const std::vector<Quantity>& second) {
  QuantityComparison left{first, second};
  PairStrongFirst(left.only_first, left.only_second, SameQuantity);
  PairParts(left.only_first, left.only_second);
  PairParts(left.only_second, left.only_first);
  PairStrongFirst(left.only_first, left.only_second, SameByLeave);
  DropWhatMayBeSpelled(left.only_first, left.only_second);
  return left;
}

}  // namespace dragoman
