#include "server/match/bead_band.h"

#include <algorithm>

namespace dragoman {

void BeadBand::Add(uint32_t begin, uint32_t end) {
  begins_.push_back(begin);
  ends_.push_back(end);
  starts_.push_back(places_);
  places_ += end - begin + 1;
}

// A bead that has this segment ends in this row or in one of the next two, whose bands may reach
// further.
void BeadWalk::ReadRow(uint32_t segment) {
  const uint32_t first = segment + 1;
  const auto last =
      static_cast<uint32_t>(std::min<size_t>(segment + kMostBeadSegments, band_.rows() - 1));
  const uint32_t begin = band_.begin(first) - std::min(band_.begin(first), kMostBeadSegments);
  const uint32_t end = band_.end(last);
  Row& row = RowOf(segment);
  row.begin = begin;
  row.affinities.resize(end - begin);
  costs_.Affinities(segment, begin, end, row.affinities);
}

int32_t BeadWalk::AffinityOf(const BeadShape& shape, uint32_t row, uint32_t place) {
  return BeadAffinity(shape, [&](uint32_t a, uint32_t b) {
    const Row& affinities = RowOf(row - shape.first + a);
    return affinities.affinities[place - shape.second + b - affinities.begin];
  });
}

}  // namespace dragoman
