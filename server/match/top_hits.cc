#include "server/match/top_hits.h"

#include <algorithm>
#include <tuple>

namespace dragoman {

bool BetterHit(const Hit& a, const Hit& b) {
  const auto rank = [](const Hit& hit) {
    return std::tuple(hit.score.score - hit.penalty, hit.in_context, hit.score.score == 100,
                      hit.same_document, hit.same_domain, hit.reviewed, hit.changed_seconds,
                      hit.unit);
  };
  return rank(a) > rank(b);
}

bool TopHits::Takes(const Hit& hit) const {
  return heap_.size() < limit_ || (limit_ > 0 && BetterHit(hit, heap_.front()));
}

void TopHits::Add(const Hit& hit) {
  if (!Takes(hit)) return;
  if (heap_.size() == limit_) {
    std::pop_heap(heap_.begin(), heap_.end(), BetterHit);
    heap_.pop_back();
  }
  heap_.push_back(hit);
  std::push_heap(heap_.begin(), heap_.end(), BetterHit);
}

int TopHits::LeastUsefulScore(int min_score, int penalty) const {
  if (heap_.size() < limit_) return min_score;
  if (limit_ == 0) return 101;
  const Hit& worst = heap_.front();
  return std::max(min_score, worst.score.score - worst.penalty + penalty);
}

std::vector<Hit> TopHits::Take() {
  std::sort(heap_.begin(), heap_.end(), BetterHit);
  return std::move(heap_);
}

}  // namespace dragoman
