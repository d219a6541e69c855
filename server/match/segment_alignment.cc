#include "server/match/segment_alignment.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "server/match/bead_band.h"

namespace dragoman {
namespace {

constexpr int64_t kUnreached = std::numeric_limits<int64_t>::max();

constexpr size_t kMostPlaces = size_t{1} << 27;
constexpr uint32_t kLeastHalfWidth = 64;
constexpr uint32_t kEdge = 8;       // A path so near to the edge may want to leave the band.
constexpr uint32_t kCorridor = 16;  // Half its width.
constexpr int kMostByLength = 50;
constexpr int kRounds = 2;      // Of learning, after the first pass.
constexpr int kLearnFrom = 51;  // The least confidence of a bead that is learnt from.

// Returns the band of places that are at most `half` off the diagonal of two lists of lengths.
BeadBand BandAround(const BeadCosts& costs, uint32_t half) {
  BeadBand band;
  const auto last = static_cast<uint32_t>(costs.second_size());
  for (uint32_t row = 0; row <= costs.first_size(); ++row) {
    const uint32_t middle = costs.PlaceBeside(row);
    band.Add(row == 0 ? 0 : middle - std::min(middle, half),
             row == costs.first_size() ? last : std::min(last, middle + half));
  }
  return band;
}

// Returns the cheapest path through a band, which has at least one: each row reaches the next.
StatusOr<std::vector<Bead>> CheapestIn(const BeadCosts& costs, const BeadBand& band,
                                       const Cancelled& cancelled) {
  std::vector<uint8_t> shapes(band.places());
  std::vector<std::vector<int64_t>> best(kMostBeadSegments + 1);
  const auto at = [&](uint32_t row, uint32_t place) -> int64_t& {
    return best[row % best.size()][place - band.begin(row)];
  };
  uint32_t last_row = 0;
  const auto open = [&](uint32_t row) {
    best[row % best.size()].assign(band.end(row) - band.begin(row) + 1, kUnreached);
    last_row = row;
  };
  open(0);
  at(0, 0) = 0;
  const auto take = [&](uint32_t row, uint32_t place, size_t shape, int32_t cost) {
    if (row != last_row) open(row);
    const int64_t before = at(row - kBeadShapes[shape].first, place - kBeadShapes[shape].second);
    if (before == kUnreached || before + cost >= at(row, place)) return;
    at(row, place) = before + cost;
    shapes[band.IndexOf(row, place)] = static_cast<uint8_t>(shape);
  };
  RETURN_IF_ERROR(BeadWalk(costs, band).Run(cancelled, take));
  std::vector<Bead> beads;
  auto row = static_cast<uint32_t>(costs.first_size());
  auto place = static_cast<uint32_t>(costs.second_size());
  while (row > 0 || place > 0) {
    const BeadShape& shape = kBeadShapes[shapes[band.IndexOf(row, place)]];
    row -= shape.first;
    place -= shape.second;
    beads.push_back({{row, shape.first}, {place, shape.second}});
  }
  std::reverse(beads.begin(), beads.end());
  return beads;
}

// Returns whether a path comes near an edge of the band behind which there is more.
bool NearsEdge(const std::vector<Bead>& beads, const BeadBand& band, size_t last) {
  return std::any_of(beads.begin(), beads.end(), [&](const Bead& bead) {
    const uint32_t row = bead.first.begin;
    const uint32_t place = bead.second.begin;
    return (band.begin(row) > 0 && place < band.begin(row) + kEdge) ||
           (band.end(row) < last && place + kEdge > band.end(row));
  });
}

// Returns the band of places near a path.
BeadBand CorridorOf(const std::vector<Bead>& beads, size_t rows, size_t last) {
  std::vector<uint32_t> begins(rows);
  std::vector<uint32_t> ends(rows);
  for (const Bead& bead : beads) {
    for (uint32_t row = bead.first.begin; row <= bead.first.end(); ++row) {
      if (row > bead.first.begin || ends[row] == 0) begins[row] = bead.second.begin;
      ends[row] = std::max(ends[row], bead.second.end());
    }
  }
  BeadBand corridor;
  for (size_t row = 0; row < rows; ++row) {
    corridor.Add(begins[row] - std::min(begins[row], kCorridor),
                 static_cast<uint32_t>(std::min<size_t>(last, ends[row] + kCorridor)));
  }
  return corridor;
}

// Returns -ln(exp(-a) + exp(-b)).
double SumOf(double a, double b) {
  const double less = std::min(a, b);
  return std::isinf(less) ? less : less - std::log1p(std::exp(less - std::max(a, b)));
}

// The sums over all paths through a corridor, as costs.
class PathSums {
 public:
  explicit PathSums(const BeadBand& band) : band_(band) {}

  // Sums up; before anything else.
  //
  // Errors: Cancelled.
  Status Run(const BeadCosts& costs, const Cancelled& cancelled) {
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    forward_.assign(band_.places(), kInfinite);
    backward_.assign(band_.places(), kInfinite);
    edges_.resize(band_.places());
    forward_.front() = 0;
    backward_.back() = 0;
    const auto add = [this](uint32_t row, uint32_t place, size_t shape, int32_t cost) {
      double& here = forward_[band_.IndexOf(row, place)];
      edges_[band_.IndexOf(row, place)][shape] = cost / kCostsPerNat;
      here = SumOf(here, forward_[Before(row, place, shape)] + cost / kCostsPerNat);
    };
    RETURN_IF_ERROR(BeadWalk(costs, band_).Run(cancelled, add));
    for (auto row = static_cast<uint32_t>(band_.rows()); row-- > 0;) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      for (uint32_t place = band_.end(row) + 1; place-- > band_.begin(row);) {
        AddBackward(row, place);
      }
    }
    return absl::OkStatus();
  }

  // Returns the share of the paths that have a bead.
  double ShareOf(const Bead& bead) const {
    const auto shape = static_cast<size_t>(std::find_if(kBeadShapes.begin(), kBeadShapes.end(),
                                                        [&bead](const BeadShape& one) {
                                                          return one.first == bead.first.count &&
                                                                 one.second == bead.second.count;
                                                        }) -
                                           kBeadShapes.begin());
    const size_t end = band_.IndexOf(bead.first.end(), bead.second.end());
    const size_t begin = band_.IndexOf(bead.first.begin, bead.second.begin);
    return std::exp(forward_.back() - forward_[begin] - edges_[end][shape] - backward_[end]);
  }

 private:
  size_t Before(uint32_t row, uint32_t place, size_t shape) const {
    return band_.IndexOf(row - kBeadShapes[shape].first, place - kBeadShapes[shape].second);
  }

  void AddBackward(uint32_t row, uint32_t place) {
    const size_t here = band_.IndexOf(row, place);
    for (size_t shape = 0; shape < kBeadShapes.size(); ++shape) {
      const BeadShape& one = kBeadShapes[shape];
      if (one.first > row || one.second > place) continue;
      if (!band_.Has(row - one.first, place - one.second)) continue;
      double& before = backward_[Before(row, place, shape)];
      before = SumOf(before, backward_[here] + edges_[here][shape]);
    }
  }

  const BeadBand& band_;
  std::vector<double> forward_;
  std::vector<double> backward_;
  std::vector<std::array<double, kBeadShapes.size()>> edges_;  // Costs of the beads that end there.
};

// Returns 100 times the share that a bead has of all alignments; at most kMostByLength where the
// segments have no more words, numbers and names in common than chance gives, because lengths
// alone make any two documents look alike.
int ConfidenceOf(const Bead& bead, const BeadCosts& costs, double share) {
  const auto confidence = static_cast<int>(std::lround(100 * std::clamp(share, 0.0, 1.0)));
  std::array<std::array<int32_t, kMostBeadSegments>, kMostBeadSegments> affinities{};
  for (uint32_t a = 0; a < bead.first.count; ++a) {
    costs.Affinities(bead.first.begin + a, bead.second.begin, bead.second.end(), affinities[a]);
  }
  const int32_t affinity =
      BeadAffinity({bead.first.count, bead.second.count},
                   [&affinities](uint32_t a, uint32_t b) { return affinities[a][b]; });
  return affinity > 0 ? confidence : std::min(confidence, kMostByLength);
}

bool IsSurePair(const Bead& bead) {
  return bead.confidence >= kLearnFrom && bead.first.count == 1 && bead.second.count == 1;
}

// Returns how long translations are, by the beads of one segment on each side that are sure.
LengthModel LearnLengths(std::span<const SegmentFeatures> first,
                         std::span<const SegmentFeatures> second, const std::vector<Bead>& beads,
                         const LengthModel& before) {
  std::vector<std::pair<double, double>> lengths;
  for (const Bead& bead : beads) {
    if (!IsSurePair(bead)) continue;
    lengths.emplace_back(first[bead.first.begin].length_cp, second[bead.second.begin].length_cp);
  }
  return LearntLengths(before, lengths);
}

// Adds what the beads that are sure teach of words.
Status LearnWords(std::span<const SegmentFeatures> first, std::span<const SegmentFeatures> second,
                  const std::vector<Bead>& beads, const FeatureTable& table,
                  BilingualLexicon& lexicon, const Cancelled& cancelled) {
  std::vector<FeaturePair> pairs;
  for (const Bead& bead : beads) {
    if (!IsSurePair(bead)) continue;
    pairs.push_back({first[bead.first.begin].features, second[bead.second.begin].features});
  }
  return lexicon.Learn(pairs, table, cancelled);
}

uint64_t LengthOf(std::span<const SegmentFeatures> segments) {
  uint64_t length = 0;
  for (const SegmentFeatures& segment : segments) length += segment.length_cp;
  return std::max<uint64_t>(length, 1);
}

}  // namespace

StatusOr<std::vector<Bead>> CheapestBeads(const BeadCosts& costs, const Cancelled& cancelled) {
  const size_t longest = std::max(costs.first_size(), costs.second_size());
  for (auto half = static_cast<uint32_t>(kLeastHalfWidth + longest / 32);; half *= 2) {
    const BeadBand band = BandAround(costs, half);
    ASSIGN_OR_RETURN(std::vector<Bead> beads, CheapestIn(costs, band, cancelled));
    const bool widest = half > longest || 2 * band.places() > kMostPlaces;
    if (widest || !NearsEdge(beads, band, costs.second_size())) return beads;
  }
}

Status SetConfidence(const BeadCosts& costs, std::vector<Bead>& beads, const Cancelled& cancelled) {
  if (beads.empty()) return absl::OkStatus();
  const BeadBand corridor = CorridorOf(beads, costs.first_size() + 1, costs.second_size());
  PathSums sums(corridor);
  RETURN_IF_ERROR(sums.Run(costs, cancelled));
  for (Bead& bead : beads) {
    bead.confidence = bead.has_both() ? ConfidenceOf(bead, costs, sums.ShareOf(bead)) : 0;
  }
  return absl::OkStatus();
}

StatusOr<std::vector<Bead>> AlignSegments(std::span<const SegmentFeatures> first,
                                          std::span<const SegmentFeatures> second,
                                          const FeatureTable& table,
                                          const std::optional<LengthModel>& usual,
                                          BilingualLexicon& lexicon, const Cancelled& cancelled) {
  LengthModel before;
  before.ratio = static_cast<double>(LengthOf(second)) / static_cast<double>(LengthOf(first));
  before = usual.value_or(before);
  LengthModel length = before;
  for (int round = 0;; ++round) {
    const BeadCosts costs(first, second, lexicon, table, length);
    ASSIGN_OR_RETURN(std::vector<Bead> beads, CheapestBeads(costs, cancelled));
    RETURN_IF_ERROR(SetConfidence(costs, beads, cancelled));
    if (round == kRounds) return beads;
    length = LearnLengths(first, second, beads, before);
    RETURN_IF_ERROR(LearnWords(first, second, beads, table, lexicon, cancelled));
  }
}

}  // namespace dragoman
