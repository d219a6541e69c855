// Several documents aligned with one of them, the pivot, made one alignment: segments of any two
// belong together if they do over segments of the pivot.
#pragma once

#include <span>
#include <vector>

#include "server/match/segment_alignment.h"

namespace dragoman {

struct JoinedBead {
  std::vector<SegmentRun> runs;  // Of the pivot, then of each other document; some are empty.
  int confidence = 0;            // The least of its beads'; 0 where only one document has a part.
};

// Returns the beads in the order of the pivot: each segment of each document is in exactly one.
// What stands in no pivot segment is a bead of its own, unless it stands within one that the other
// alignment holds together; such a bead has no confidence.
//
// Requires: alignments of one and the same pivot as first document, at least one.
// Cost:     O(beads).
std::vector<JoinedBead> JoinOverPivot(std::span<const std::vector<Bead>> alignments);

}  // namespace dragoman
