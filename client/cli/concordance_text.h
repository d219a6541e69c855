// A concordance for people: each hit's words in their context.
#pragma once

#include <string>

#include "dragoman/v1/memory_service.pb.h"

namespace dragoman {

// Returns a hit: its unit, the segment around the first occurrence, its renderings. Occurrences are
// bold, without colours in brackets.
//
// Of a left-to-right language the segment is cut to a line, its first occurrence at the same column
// in every hit, so that contexts are read one below the other. Of a right-to-left language it
// stands whole and isolated: a terminal lays such a line out by itself, and columns would not be
// kept.
std::string ConcordanceHitText(const v1::ConcordanceHit& hit, bool colors);
// Returns the line of it that has the segment.
std::string ConcordanceSegmentText(const v1::ConcordanceHit& hit, bool colors);

// Returns "3 segments", or "20 of 1234 segments; a higher --limit shows more".
std::string ConcordanceCountText(uint64_t shown, uint64_t total);

}  // namespace dragoman
