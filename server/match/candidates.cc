#include "server/match/candidates.h"

#include <algorithm>
#include <cmath>

namespace dragoman {
namespace {

using Postings = std::span<const uint32_t>;

// Counters hold one byte.
constexpr size_t kMaxSeen = 254;

// Of reading one posting, in the same unit: of taking one candidate through the distance filter.
constexpr double kCandidateCost = 60;

// Words go together in sentences: so many times more entries share l of them than if they fell
// independently. 3 to 8 measured best (design notes of the search).
constexpr double kTogether = 8;

// Returns the query's lists within the range, shortest first; an unknown stem has an empty one.
std::vector<Postings> ListsOf(const IndexPart& part, std::vector<uint32_t> stems,
                              EntryRange range) {
  std::sort(stems.begin(), stems.end());
  std::vector<Postings> lists;
  uint32_t occurrence = 0;
  for (size_t i = 0; i < stems.size(); ++i) {
    occurrence = i > 0 && stems[i] == stems[i - 1] ? occurrence + 1 : 1;
    const bool known = stems[i] != kUnknownId;
    lists.push_back(known ? part.Postings(stems[i], occurrence, range) : Postings());
  }
  std::sort(lists.begin(), lists.end(),
            [](const Postings& a, const Postings& b) { return a.size() < b.size(); });
  return lists;
}

// Estimates how many entries stand in `seen` lists or more when `read` postings fall on `entries`
// entries. Decides about speed only.
double ExpectedCandidates(double read, double seen, double entries) {
  const double mean = read / entries;
  const double tail = std::exp(seen * std::log(mean) - mean - std::lgamma(seen + 1));
  return std::min(read / seen, kTogether * entries * tail);
}

// Returns how often an entry must be seen (l), so that reading and comparing cost least.
size_t CheapestSeen(const std::vector<Postings>& lists, size_t need, size_t entries) {
  size_t read = 0;
  for (size_t i = 0; i < lists.size() - need; ++i) read += lists[i].size();
  size_t best = 1;
  double best_cost = 0;
  for (size_t seen = 1; seen <= std::min(need, kMaxSeen); ++seen) {
    read += lists[lists.size() - need + seen - 1].size();
    if (read == 0) return seen;  // Too many of the stems stand nowhere: there is no match.
    const auto postings = static_cast<double>(read);
    const double cost =
        postings + kCandidateCost * ExpectedCandidates(postings, static_cast<double>(seen),
                                                       static_cast<double>(entries));
    if (best_cost == 0 || cost < best_cost) {
      best = seen;
      best_cost = cost;
    }
  }
  return best;
}

// Returns the entries that stand in at least `seen` of the lists.
std::vector<uint32_t> SeenIn(std::span<const Postings> lists, size_t seen, EntryRange range) {
  thread_local std::vector<uint8_t> counts;  // By entry from range.begin; all 0 between calls.
  counts.resize(std::max<size_t>(counts.size(), range.size()));
  std::vector<uint32_t> entries;
  for (const Postings& list : lists) {
    for (uint32_t entry : list) {
      uint8_t& count = counts[entry - range.begin];
      count = static_cast<uint8_t>(count + (count != 255));
      if (count == seen) entries.push_back(entry);
    }
  }
  for (const Postings& list : lists) {
    for (uint32_t entry : list) counts[entry - range.begin] = 0;
  }
  return entries;
}

}  // namespace

std::vector<uint32_t> Candidates(const IndexPart& part, const std::vector<uint32_t>& stems,
                                 int min_score) {
  const size_t need = LeastOverlap(min_score, stems.size());
  const auto known = static_cast<size_t>(
      std::count_if(stems.begin(), stems.end(), [](uint32_t s) { return s != kUnknownId; }));
  if (known < need) return {};
  // Bound 1: a shorter text has at least `need` words, a longer one at most this many.
  const EntryRange range =
      part.WithWords(need, 100 * stems.size() / static_cast<size_t>(min_score));
  if (range.size() == 0) return {};
  const std::vector<Postings> lists = ListsOf(part, stems, range);
  const size_t seen = CheapestSeen(lists, need, range.size());
  return SeenIn(std::span(lists).first(lists.size() - need + seen), seen, range);
}

}  // namespace dragoman
