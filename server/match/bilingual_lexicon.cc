#include "server/match/bilingual_lexicon.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>

namespace dragoman {
namespace {

constexpr size_t kMostPartners = 4;
constexpr float kLeastScore = 0.1F;

using Counts = absl::flat_hash_map<uint32_t, uint32_t>;
using PairCounts = absl::flat_hash_map<uint64_t, uint32_t>;

uint64_t PairOf(uint32_t first, uint32_t second) { return uint64_t{first} << 32 | second; }

void CountEach(std::span<const uint32_t> features, const FeatureTable& table, Counts& counts) {
  for (const uint32_t feature : features) {
    if (!table.IsShared(feature)) ++counts[feature];
  }
}

// Returns the features that are neither too rare nor too common to learn from.
std::vector<uint32_t> Telling(std::span<const uint32_t> features, const Counts& counts,
                              size_t pairs) {
  std::vector<uint32_t> telling;
  for (const uint32_t feature : features) {
    const auto count = counts.find(feature);
    if (count == counts.end() || count->second < 2) continue;
    if (size_t{count->second} * 4 <= pairs || pairs < 16) telling.push_back(feature);
  }
  return telling;
}

bool IsBetter(const LexiconEntry& a, const LexiconEntry& b) {
  return a.score != b.score ? a.score > b.score : a.second < b.second;
}

// Adds an entry, or raises its score, and keeps the best.
void Keep(std::vector<LexiconEntry>& entries, const LexiconEntry& entry) {
  const auto same = [&](const LexiconEntry& one) { return one.second == entry.second; };
  const auto found = std::find_if(entries.begin(), entries.end(), same);
  if (found != entries.end()) {
    found->score = std::max(found->score, entry.score);
  } else {
    entries.push_back(entry);
  }
  std::sort(entries.begin(), entries.end(), IsBetter);
  if (entries.size() > kMostPartners) entries.pop_back();
}

}  // namespace

std::span<const LexiconEntry> BilingualLexicon::PartnersOf(uint32_t first) const {
  if (first >= partners_.size()) return {};
  return partners_[first];
}

Status BilingualLexicon::Learn(const std::vector<FeaturePair>& pairs, const FeatureTable& table,
                               const Cancelled& cancelled) {
  Counts first;
  Counts second;
  for (const FeaturePair& pair : pairs) {
    CountEach(pair.first, table, first);
    CountEach(pair.second, table, second);
  }
  PairCounts together;
  PacedCheck check(cancelled);
  for (const FeaturePair& pair : pairs) {
    RETURN_IF_ERROR(check.Step());
    const std::vector<uint32_t> others = Telling(pair.second, second, pairs.size());
    for (const uint32_t a : Telling(pair.first, first, pairs.size())) {
      for (const uint32_t b : others) ++together[PairOf(a, b)];
    }
  }
  partners_.resize(std::max(partners_.size(), table.size()));
  for (const auto& [pair, count] : together) {
    RETURN_IF_ERROR(check.Step());
    const auto a = static_cast<uint32_t>(pair >> 32);
    const auto b = static_cast<uint32_t>(pair);
    const double sum = double{1} * first[a] + second[b];
    const double chance = double{1} * first[a] * second[b] / static_cast<double>(pairs.size());
    const auto score = static_cast<float>(2 * (count - 1 - chance) / sum);
    if (score >= kLeastScore) Keep(partners_[a], {b, score});
  }
  return absl::OkStatus();
}

}  // namespace dragoman
