// Builds an index part from fresh entries and from entries of older parts, which a merge carries
// over by their numbers without looking at their texts again.
#pragma once

#include <memory>
#include <vector>

#include "server/match/index.h"
#include "server/match/index_part.h"

namespace dragoman {

// Where an entry of the new part comes from: a fresh one, or one of an older part.
struct PartSource {
  const IndexEntry* fresh = nullptr;
  const IndexPart* part = nullptr;
  uint32_t entry = 0;

  size_t word_count() const {
    return fresh ? fresh->analysis.words.size() : part->stems(entry).size();
  }
};

// Returns the part that holds the sources' entries. The sources need not outlive the call.
//
// Requires: no unit twice.
// Cost:     O(total words + strings, plus sorting the entries).
std::shared_ptr<const IndexPart> BuildPart(std::vector<PartSource> sources);

}  // namespace dragoman
