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

// The units as a table: a column for each language and, where any of its texts has inline codes,
// for them; @origin, @state (draft: look at it), @property:alignment-confidence and
// @property:alignment-beads (1-2: one segment and two). Immutable.
class AlignedTable {
 public:
  AlignedTable(std::vector<std::string> languages, const std::vector<v1::AlignedUnit>& units);

  std::string Header() const;
  std::string Row(const v1::AlignedUnit& unit) const;

 private:
  const std::vector<std::string> languages_;
  std::vector<bool> coded_;  // Of each language.
};

// {"index", "confidence", "sides": [{"language", "text", "codes", "segment", "segments",
// "paragraph"}]}; segments and paragraphs count from 1; without codes where there are none.
Json AlignedJson(const v1::AlignedUnit& unit);

// Counts what came. Thread-compatible.
class AlignedSummary {
 public:
  // Takes a unit that is left out of the answer if `below` is set.
  void Add(const v1::AlignedUnit& unit, bool below);

  // Returns lines: units by confidence, those that were left out, and the segments that nothing
  // belongs to, with their places, of each language at most `most_places`.
  std::string Text(size_t most_places) const;

  // Returns why the documents look as if they did not belong together: less than half of their
  // segments stand in units of kSureConfidence. "" where they do.
  std::string Doubt() const;

 private:
  uint64_t units_ = 0;
  uint64_t below_ = 0;
  uint64_t segments_ = 0;
  uint64_t sure_segments_ = 0;
  std::map<int, uint64_t, std::greater<>> bands_;  // By the least confidence of the band.
  std::map<std::string, std::vector<std::string>> unaligned_;  // By language: place and text.
};

}  // namespace dragoman
