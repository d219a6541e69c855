// How long translations are, in characters without white space: for aligning documents.
#pragma once

#include <optional>
#include <span>
#include <utility>

#include "server/model/language.h"

namespace dragoman {

struct LengthModel {
  double ratio = 1;       // Of the second language's length to the first's.
  double variance = 6.8;  // Of the second length, for each character of the first; Gale and Church.
};

// Returns what is usual of two languages; nullopt where it was not measured.
std::optional<LengthModel> UsualLengths(const Language& first, const Language& second);

// Returns what pairs of lengths teach. `before` counts as much as some sentences, so that few pairs
// change little.
LengthModel LearntLengths(const LengthModel& before,
                          std::span<const std::pair<double, double>> lengths);

}  // namespace dragoman
