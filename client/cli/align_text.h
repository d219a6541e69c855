// Aligned documents, for people, for scripts, and as a file that an import reads.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/json_output.h"
#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

// Units of less confidence are drafts, to be looked at before they are used.
inline constexpr int kSureConfidence = 80;

// Returns the line that names the columns: the languages, @origin, @state (draft: look at it),
// @property:alignment-confidence and @property:alignment-beads (1-2: one segment and two).
std::string AlignedHeader(const std::vector<std::string>& languages);

// Returns the unit as a line below that header.
std::string AlignedRow(const v1::AlignedUnit& unit, const std::vector<std::string>& languages);

// {"index", "confidence", "sides": [{"language", "text", "segment", "segments", "begin", "end",
// "paragraph"}]}; segments and paragraphs count from 1.
Json AlignedJson(const v1::AlignedUnit& unit);

// Counts what came. Thread-compatible.
class AlignedSummary {
 public:
  // Takes a unit that is left out of the answer if `below` is set.
  void Add(const v1::AlignedUnit& unit, bool below);

  // Returns lines: units by confidence, those that were left out, and the segments that nothing
  // belongs to, with their places, of each language at most `most_places`.
  std::string Text(size_t most_places) const;

 private:
  uint64_t units_ = 0;
  uint64_t below_ = 0;
  std::map<int, uint64_t, std::greater<>> bands_;  // By the least confidence of the band.
  std::map<std::string, std::vector<std::string>> unaligned_;  // By language: place and text.
};

}  // namespace dragoman
