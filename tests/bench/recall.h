// The answers of lookups compared with those of the slow scan: the same units, with the same
// scores, in the same order.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/bench/oracle.h"

namespace dragoman {

inline constexpr int kThresholds[] = {50, 70, 85};
inline constexpr size_t kTen = 10;

// Returns the options of the benchmarks' lookups in process.
LookupOptions BenchOptions(const Language& language, int min_score, size_t limit);
LookupQuery QueryOf(const std::string& text);

// Compares the answers to the texts at every threshold, for the ten best and for as many as a
// lookup returns, with all processors. Returns rows of {"threshold", "limit", "queries",
// "expected", "found", "other_answers"}: matches that the scan has, those of them that the lookups
// have with the same score, and queries whose answer is not the same in all. These are named on
// standard error.
//
// Errors: those of Lookup and of the store.
StatusOr<nlohmann::json> MeasureRecall(const Registry& registry, const Corpus& corpus,
                                       const std::vector<std::string>& texts);

}  // namespace dragoman
