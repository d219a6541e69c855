#include "server/match/bead_costs.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
namespace {

constexpr double kMostWeight = 6;
constexpr double kLeastWeight = 1;  // Commoner features are left out.
// In shorter documents a feature counts as if there were so many segments: a number that one of two
// segments has is rare all the same.
constexpr size_t kLeastSegments = 8;
constexpr double kMostLengthCost = 8;
constexpr int32_t kChancePercent = 50;

// Returns the weight of a feature that `count` of `segments` have; 0 for one that says too little.
double WeightOf(size_t count, size_t segments) {
  if (count == 0) return 0;
  const auto all = static_cast<double>(std::max(segments, kLeastSegments));
  const double weight = std::log(all / static_cast<double>(count));
  return weight < kLeastWeight ? 0 : std::min(weight, kMostWeight);
}

}  // namespace

BeadCosts::BeadCosts(std::span<const SegmentFeatures> first,
                     std::span<const SegmentFeatures> second, const BilingualLexicon& lexicon,
                     const FeatureTable& table, const LengthModel& length)
    : first_(first), second_(second), length_(length) {
  FindPlaces(table.size());
  FindPartners(lexicon, table);
  AddKnownWeights(table.size());
  AddLengths();
}

void BeadCosts::FindPlaces(size_t features) {
  counts_.resize(features);
  places_.resize(features);
  for (const SegmentFeatures& segment : first_) {
    for (const uint32_t feature : segment.features) ++counts_[feature];
  }
  for (uint32_t j = 0; j < second_.size(); ++j) {
    for (const uint32_t feature : second_[j].features) places_[feature].push_back(j);
  }
}

void BeadCosts::FindPartners(const BilingualLexicon& lexicon, const FeatureTable& table) {
  partners_.resize(table.size());
  for (uint32_t feature = 0; feature < table.size(); ++feature) {
    const double own = WeightOf(counts_[feature], first_.size());
    if (own == 0) continue;
    const auto add = [&](uint32_t second, double score) {
      const double other = WeightOf(places_[second].size(), second_.size());
      const auto weight = static_cast<int32_t>(std::min(own, other) * score * kCostsPerNat);
      if (weight > 0) partners_[feature].push_back({second, weight});
    };
    if (table.IsShared(feature)) add(feature, 1);
    for (const LexiconEntry& entry : lexicon.PartnersOf(feature)) add(entry.second, entry.score);
    std::sort(partners_[feature].begin(), partners_[feature].end(),
              [](const Partner& a, const Partner& b) {
                return a.weight != b.weight ? a.weight > b.weight : a.second < b.second;
              });
  }
}

void BeadCosts::AddKnownWeights(size_t features) {
  std::vector<int32_t> second_best(features);
  for (const std::vector<Partner>& partners : partners_) {
    for (const Partner& one : partners) {
      second_best[one.second] = std::max(second_best[one.second], one.weight);
    }
  }
  const auto sum_up = [](std::span<const SegmentFeatures> segments, const auto& weight_of,
                         std::vector<int32_t>& sums) {
    for (const SegmentFeatures& segment : segments) {
      int32_t sum = 0;
      for (const uint32_t feature : segment.features) sum += weight_of(feature);
      sums.push_back(sum);
    }
  };
  sum_up(
      first_,
      [this](uint32_t feature) {
        return partners_[feature].empty() ? 0 : partners_[feature].front().weight;
      },
      first_known_);
  sum_up(
      second_, [&](uint32_t feature) { return second_best[feature]; }, second_known_);
}

void BeadCosts::AddLengths() {
  const auto sum_up = [](std::span<const SegmentFeatures> segments, std::vector<uint64_t>& sums) {
    sums = {0};
    for (const SegmentFeatures& segment : segments) sums.push_back(sums.back() + segment.length_cp);
  };
  sum_up(first_, first_length_);
  sum_up(second_, second_length_);
}

uint32_t BeadCosts::PlaceBeside(uint32_t i) const {
  const double part = static_cast<double>(first_length_[i]) /
                      static_cast<double>(std::max<uint64_t>(1, first_length_.back()));
  const auto length = static_cast<uint64_t>(part * static_cast<double>(second_length_.back()));
  const auto at = std::lower_bound(second_length_.begin(), second_length_.end(), length);
  return static_cast<uint32_t>(at - second_length_.begin());
}

void BeadCosts::Affinities(uint32_t i, uint32_t begin, uint32_t end, std::span<int32_t> row) const {
  for (uint32_t j = begin; j < end; ++j) {
    row[j - begin] = -std::min(first_known_[i], second_known_[j]) * kChancePercent / 100;
  }
  std::vector<uint32_t> taken;  // Places that a heavier partner of the feature has already.
  for (const uint32_t feature : first_[i].features) {
    taken.clear();
    const bool several = partners_[feature].size() > 1;
    for (const Partner& partner : partners_[feature]) {
      const std::vector<uint32_t>& places = places_[partner.second];
      auto at = std::lower_bound(places.begin(), places.end(), begin);
      for (; at != places.end() && *at < end; ++at) {
        if (several && std::find(taken.begin(), taken.end(), *at) != taken.end()) continue;
        row[*at - begin] += partner.weight;
        if (several) taken.push_back(*at);
      }
    }
  }
}

int32_t BeadCosts::CostOf(const BeadShape& shape, uint32_t i, uint32_t j, int32_t affinity) const {
  if (shape.first == 0 || shape.second == 0) return shape.cost;
  const auto first = static_cast<double>(first_length_[i] - first_length_[i - shape.first]);
  const auto second = static_cast<double>(second_length_[j] - second_length_[j - shape.second]);
  const double off = second - first * length_.ratio;
  const double mean = (first + second / length_.ratio) / 2;
  const double length = std::min(kMostLengthCost, off * off / (2 * length_.variance * mean));
  return shape.cost + static_cast<int32_t>(length * kCostsPerNat) - affinity;
}

}  // namespace dragoman
