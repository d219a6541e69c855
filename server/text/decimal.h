// Exact decimal numbers of any length: what the numbers of a text are worth. No floating point, and
// nothing overflows: a card number of twenty digits is its digits.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

// An immutable number: digits * 10^exponent. Equal numbers have equal representations, so "1.50",
// "1.5" and 15 tenths are one.
class Decimal {
 public:
  Decimal() = default;  // Zero.
  explicit Decimal(int64_t value);

  // Returns the number that ASCII digits write, the last `fraction` of them behind the point.
  //
  // Requires: digits only; none is zero.
  static Decimal OfDigits(std::string_view digits, size_t fraction = 0);

  Decimal TimesPowerOfTen(int power) const;
  Decimal Negated() const;
  // Requires: both are zero or more.
  Decimal Plus(const Decimal& other) const;

  bool is_zero() const { return digits_.empty(); }
  bool is_negative() const { return negative_; }
  bool is_whole() const { return exponent_ >= 0; }
  // Returns the number where it is whole and smaller than 10^18.
  std::optional<int64_t> ToInt64() const;
  // Return the digits before and behind the point, of the number without its sign: "1500", "" of
  // 1500; "0", "05" of -0.05.
  std::string WholeDigits() const;
  std::string FractionDigits() const;
  // Returns e.g. "1500000", "-0.05".
  std::string ToString() const;

  // Orders by an arbitrary rule, for sets.
  auto operator<=>(const Decimal&) const = default;

 private:
  void Normalise();

  std::string digits_;  // No zero first or last; "" is zero.
  int exponent_ = 0;
  bool negative_ = false;
};

// Returns whether |a| < |b|.
bool SmallerSize(const Decimal& a, const Decimal& b);

}  // namespace dragoman
