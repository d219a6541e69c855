// The best hits found so far, at most a given number of them.
#pragma once

#include <vector>

#include "server/match/index.h"

namespace dragoman {

class TopHits {
 public:
  // Keeps `limit` hits.
  explicit TopHits(size_t limit) : limit_(limit) {}

  void Add(const Hit& hit);
  // Returns the least score with which a hit of this penalty could still come among the best; never
  // more than that, so nothing is lost by not looking at lower ones.
  int LeastUsefulScore(int min_score, int penalty) const;
  // Returns whether the hit would come among the best.
  bool Takes(const Hit& hit) const;
  // Returns the hits, best first.
  std::vector<Hit> Take();

 private:
  size_t limit_;
  std::vector<Hit> heap_;  // The worst at the front.
};

}  // namespace dragoman
