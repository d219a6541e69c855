// The segments of a job that were met so far: whether another one repeats or resembles them.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <optional>
#include <string>
#include <vector>

#include "server/match/index.h"
#include "server/text/analysis.h"

namespace dragoman {

// Thread-compatible.
class JobSegments {
 public:
  // Notes that a segment stands in a file, and returns the last file in which an equal one (score
  // 100) stood before; nullopt: in none.
  std::optional<size_t> Meet(const Analysis& segment, size_t file);

  // Returns the score of the segment before it that is most like it, at least min_score, or
  // nullopt; complete, by the search of memories.
  std::optional<int> MostLike(const Analysis& segment, int min_score) const;
  // Makes a segment one that later ones may be like. Requires: Meet told that it is new.
  void Add(const Analysis& segment);

 private:
  void MoveToIndex();

  absl::flat_hash_map<std::string, size_t> files_;  // By exact key and codes.
  MatchIndex index_;
  std::vector<Analysis> waiting_;  // Not in the index yet: compared one by one.
  UnitId added_ = 0;
};

}  // namespace dragoman
