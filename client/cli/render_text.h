// A rendered document for people and scripts: its segments, and what was found in all of them.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "client/cli/json_output.h"
#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

// Counts of a document; each segment is counted by its best match. Thread-compatible.
class RenderSummary {
 public:
  void Add(const v1::RenderedSegment& segment);

  uint64_t segments = 0;
  uint64_t in_context = 0;
  uint64_t exact = 0;  // without those in context
  uint64_t fuzzy = 0;
  uint64_t bridged = 0;
  uint64_t no_match = 0;
  uint64_t terms = 0;

  uint64_t concepts() const { return concepts_.size(); }

 private:
  std::set<std::string> concepts_;
};

// Returns one line.
std::string SummaryText(const RenderSummary& summary);

Json SummaryJson(const RenderSummary& summary);

// Returns the matches that are shown of a segment: the best one, and those that have a language
// that none before them has.
std::vector<const v1::Match*> ShownMatches(const v1::LookupResponse& lookup);

// Returns a segment with its number, text, matches to show and terms.
std::string SegmentText(const v1::RenderedSegment& segment, bool colors);

}  // namespace dragoman
