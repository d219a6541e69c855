// The word diff of two texts for display and for CAT tools: parts in reading order that cover both
// texts completely, with byte offsets into each.
#pragma once

#include <vector>

#include "server/match/score.h"

namespace dragoman {

enum class DiffKind : uint8_t {
  kEqual = 0,
  kForm = 1,
  kNumber = 2,
  kEnding = 3,
  kReplace = 4,
  kInsert = 5,
  kDelete = 6,
  kMark = 7
};

// One part: where it stands in the query and in the stored text (an empty range where it has
// nothing there). White space and equal marks between equal words belong to kEqual parts.
struct DiffPart {
  DiffKind kind = DiffKind::kEqual;
  ByteRange query;
  ByteRange stored;

  bool operator==(const DiffPart&) const = default;
};

// Returns the parts; the query ranges concatenated are the whole query, the stored ranges the whole
// stored text.
std::vector<DiffPart> Diff(std::string_view query_text, const Analysis& query,
                           std::string_view stored_text, const Analysis& stored);

}  // namespace dragoman
