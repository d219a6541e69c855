#include "server/text/decimal.h"

#include <algorithm>

namespace dragoman {

Decimal::Decimal(int64_t value) {
  digits_ = std::to_string(value);
  if (value < 0) {
    negative_ = true;
    digits_.erase(0, 1);
  }
  Normalise();
}

Decimal Decimal::OfDigits(std::string_view digits, size_t fraction) {
  Decimal number;
  number.digits_ = digits;
  number.exponent_ = -static_cast<int>(fraction);
  number.Normalise();
  return number;
}

void Decimal::Normalise() {
  digits_.erase(0, digits_.find_first_not_of('0'));
  const size_t last = digits_.find_last_not_of('0');
  if (last == digits_.npos) {
    *this = Decimal();
    return;
  }
  exponent_ += static_cast<int>(digits_.size() - 1 - last);
  digits_.erase(last + 1);
}

Decimal Decimal::TimesPowerOfTen(int power) const {
  Decimal product = *this;
  if (!is_zero()) product.exponent_ += power;
  return product;
}

Decimal Decimal::Negated() const {
  Decimal negated = *this;
  if (!is_zero()) negated.negative_ = !negative_;
  return negated;
}

Decimal Decimal::Plus(const Decimal& other) const {
  const int exponent = std::min(exponent_, other.exponent_);
  const auto aligned = [exponent](const Decimal& number) {
    return number.digits_ + std::string(static_cast<size_t>(number.exponent_ - exponent), '0');
  };
  std::string a = aligned(*this);
  std::string b = aligned(other);
  if (a.size() < b.size()) std::swap(a, b);
  b.insert(0, a.size() - b.size(), '0');
  int carry = 0;
  for (size_t i = a.size(); i > 0; --i) {
    const int sum = (a[i - 1] - '0') + (b[i - 1] - '0') + carry;
    a[i - 1] = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  if (carry > 0) a.insert(0, 1, '1');
  Decimal total;
  total.digits_ = std::move(a);
  total.exponent_ = exponent;
  total.Normalise();
  return total;
}

std::optional<int64_t> Decimal::ToInt64() const {
  constexpr size_t kSafeDigits = 18;
  if (!is_whole() || digits_.size() + static_cast<size_t>(exponent_) > kSafeDigits) {
    return std::nullopt;
  }
  const int64_t size = std::stoll(WholeDigits());
  return negative_ ? -size : size;
}

std::string Decimal::WholeDigits() const {
  if (exponent_ >= 0) return is_zero() ? "0" : digits_ + std::string(exponent_, '0');
  const auto fraction = static_cast<size_t>(-exponent_);
  return digits_.size() > fraction ? digits_.substr(0, digits_.size() - fraction) : "0";
}

std::string Decimal::FractionDigits() const {
  if (exponent_ >= 0) return "";
  const auto fraction = static_cast<size_t>(-exponent_);
  if (digits_.size() >= fraction) return digits_.substr(digits_.size() - fraction);
  return std::string(fraction - digits_.size(), '0') + digits_;
}

std::string Decimal::ToString() const {
  const std::string fraction = FractionDigits();
  return (negative_ ? "-" : "") + WholeDigits() + (fraction.empty() ? "" : "." + fraction);
}

bool SmallerSize(const Decimal& a, const Decimal& b) {
  const std::string whole_a = a.WholeDigits();
  const std::string whole_b = b.WholeDigits();
  if (whole_a.size() != whole_b.size()) return whole_a.size() < whole_b.size();
  if (whole_a != whole_b) return whole_a < whole_b;
  return a.FractionDigits() < b.FractionDigits();
}

}  // namespace dragoman
