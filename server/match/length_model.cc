#include "server/match/length_model.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dragoman {
namespace {

// What `before` counts as.
constexpr double kBeforePairs = 8;
constexpr double kBeforeCharacters = 800;
constexpr double kLeastVariance = 1;

// Characters for each of the same text in English. Means of the first half of tico19 and of the
// sample memory: ru 1.19 and 1.05, ur 0.91 and 0.91. The variances of the three pairs are 2.2 to
// 4.3 and 1.0 to 1.6.
constexpr std::array<std::pair<std::string_view, double>, 3> kLengths = {
    {{"en", 1}, {"ru", 1.12}, {"ur", 0.91}}};
constexpr double kUsualVariance = 4;

std::optional<double> LengthOf(const Language& language) {
  for (const auto& [primary, length] : kLengths) {
    if (primary == language.primary()) return length;
  }
  return std::nullopt;
}

}  // namespace

std::optional<LengthModel> UsualLengths(const Language& first, const Language& second) {
  const auto one = LengthOf(first);
  const auto other = LengthOf(second);
  if (!one || !other) return std::nullopt;
  return LengthModel{*other / *one, kUsualVariance};
}

LengthModel LearntLengths(const LengthModel& before,
                          std::span<const std::pair<double, double>> lengths) {
  double first = kBeforeCharacters;
  double second = kBeforeCharacters * before.ratio;
  for (const auto& [a, b] : lengths) {
    first += a;
    second += b;
  }
  LengthModel model{second / first, kBeforePairs * before.variance};
  for (const auto& [a, b] : lengths) {
    const double off = b - a * model.ratio;
    model.variance += off * off / ((a + b / model.ratio) / 2);
  }
  model.variance /= kBeforePairs + static_cast<double>(lengths.size());
  model.variance = std::max(model.variance, kLeastVariance);
  return model;
}

}  // namespace dragoman
