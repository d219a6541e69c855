// Which segments of two documents translate each other, in order: one dynamic programme over beads.
//
//   best(i, j) = min over shapes (a, b) of best(i - a, j - b) + cost of the bead of the last a and
//   b
//
// The programme runs in a band around the diagonal of the documents' lengths, and again in one
// twice as wide where the best path comes near its edge. What is not known of the languages, how
// long translations are and which words go together, is learnt from the beads of the first pass of
// which it is sure, and the programme runs again; twice.
//
// Confidence is the share that the bead has of all alignments (forward and backward sums of the
// same programme in a corridor around the best path), held down where little speaks for the bead
// but its length: see ConfidenceOf in the source, and README.md for what was measured.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server/base/cancelled.h"
#include "server/match/bead_costs.h"

namespace dragoman {

// Segments [begin, begin + count) of a document; count may be 0.
struct SegmentRun {
  uint32_t begin = 0;
  uint32_t count = 0;

  uint32_t end() const { return begin + count; }
  bool operator==(const SegmentRun&) const = default;
};

struct Bead {
  SegmentRun first;
  SegmentRun second;
  int confidence = 0;  // 0 to 100; 0 where a side is empty.

  bool has_both() const { return first.count > 0 && second.count > 0; }
  bool operator==(const Bead&) const = default;
};

// Returns the beads in order: each segment is in exactly one. `lexicon` is what is known before;
// what is learnt is added to it. Where nothing usual is known of lengths, it is the documents'
// whole lengths, which mislead where much is missing on one side.
//
// Requires: features of `table`.
// Cost:     O((n + m) * band) time, a byte for each place of the band, at most 128 MiB. 10,000
//           segments against 10,000 take some seconds.
// Errors:   Cancelled.
StatusOr<std::vector<Bead>> AlignSegments(std::span<const SegmentFeatures> first,
                                          std::span<const SegmentFeatures> second,
                                          const FeatureTable& table,
                                          const std::optional<LengthModel>& usual,
                                          BilingualLexicon& lexicon,
                                          const Cancelled& cancelled = {});

// Returns the cheapest beads for given costs, without confidence.
//
// Errors: Cancelled.
StatusOr<std::vector<Bead>> CheapestBeads(const BeadCosts& costs, const Cancelled& cancelled = {});

// Sets the confidence of beads that are the cheapest, or near it.
//
// Errors: Cancelled.
Status SetConfidence(const BeadCosts& costs, std::vector<Bead>& beads,
                     const Cancelled& cancelled = {});

}  // namespace dragoman
