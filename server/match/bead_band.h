// The part of a table of segments by segments that a dynamic programme looks at: for each number of
// segments of the first document, a range of numbers of segments of the second.
#pragma once

#include <cstdint>
#include <vector>

#include "server/base/cancelled.h"
#include "server/match/bead_costs.h"

namespace dragoman {

// Immutable once made. Rows are 0 to n, places in them 0 to m; both borders ascend, the first row
// has 0 and the last one m.
class BeadBand {
 public:
  // Adds the next row, of places [begin, end].
  void Add(uint32_t begin, uint32_t end);

  size_t rows() const { return begins_.size(); }
  uint32_t begin(uint32_t row) const { return begins_[row]; }
  uint32_t end(uint32_t row) const { return ends_[row]; }
  bool Has(uint32_t row, uint32_t place) const {
    return place >= begins_[row] && place <= ends_[row];
  }
  // Returns the number of the place among all places of the band.
  size_t IndexOf(uint32_t row, uint32_t place) const { return starts_[row] + place - begins_[row]; }
  size_t places() const { return places_; }

 private:
  std::vector<uint32_t> begins_;
  std::vector<uint32_t> ends_;
  std::vector<size_t> starts_;
  size_t places_ = 0;
};

// Goes through the beads of a band: for each place in reading order, each bead that ends there and
// begins in the band.
//
// Cost: O(places * shapes), and the affinities of each row once.
class BeadWalk {
 public:
  BeadWalk(const BeadCosts& costs, const BeadBand& band) : costs_(costs), band_(band) {}

  // Calls `visit(row, place, shape number, cost)`.
  //
  // Errors: Cancelled.
  template <typename Visit>
  Status Run(const Cancelled& cancelled, const Visit& visit) {
    for (uint32_t row = 0; row < band_.rows(); ++row) {
      RETURN_IF_ERROR(CheckCancelled(cancelled));
      if (row > 0) ReadRow(row - 1);
      for (uint32_t place = band_.begin(row); place <= band_.end(row); ++place) {
        for (size_t s = 0; s < kBeadShapes.size(); ++s) {
          const BeadShape& shape = kBeadShapes[s];
          if (shape.first > row || shape.second > place) continue;
          if (!band_.Has(row - shape.first, place - shape.second)) continue;
          visit(row, place, s, costs_.CostOf(shape, row, place, AffinityOf(shape, row, place)));
        }
      }
    }
    return absl::OkStatus();
  }

 private:
  // The affinities of one segment of the first document, from the place `begin` on.
  struct Row {
    uint32_t begin = 0;
    std::vector<int32_t> affinities;
  };

  Row& RowOf(uint32_t segment) { return rows_[segment % kMostBeadSegments]; }
  void ReadRow(uint32_t segment);
  int32_t AffinityOf(const BeadShape& shape, uint32_t row, uint32_t place);

  const BeadCosts& costs_;
  const BeadBand& band_;
  Row rows_[kMostBeadSegments];
};

}  // namespace dragoman
