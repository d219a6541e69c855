#include "server/term/nesting.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <tuple>

namespace dragoman {
namespace {

// Ranges that do not overlap. Thread-compatible.
class OutermostRanges {
 public:
  // Adds the range unless it overlaps another one; returns whether it is there.
  bool Add(const ByteRange& range) {
    const auto next = ends_.lower_bound(range.begin);
    if (next != ends_.end() && next->first < range.end) {
      return next->first == range.begin && next->second == range.end;
    }
    if (next != ends_.begin() && std::prev(next)->second > range.begin) return false;
    ends_.emplace_hint(next, range.begin, range.end);
    return true;
  }

 private:
  std::map<uint32_t, uint32_t> ends_;  // By begin.
};

}  // namespace

std::vector<bool> NestedRanges(std::span<const ByteRange> ranges) {
  std::vector<size_t> longest_first(ranges.size());
  std::iota(longest_first.begin(), longest_first.end(), size_t{0});
  const auto order = [&ranges](size_t i) {
    return std::tuple(~(ranges[i].end - ranges[i].begin), ranges[i].begin);
  };
  std::sort(longest_first.begin(), longest_first.end(),
            [&order](size_t a, size_t b) { return order(a) < order(b); });
  std::vector<bool> nested(ranges.size());
  OutermostRanges outermost;
  for (const size_t i : longest_first) nested[i] = !outermost.Add(ranges[i]);
  return nested;
}

}  // namespace dragoman
