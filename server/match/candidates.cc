#include "server/match/candidates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace dragoman {
namespace {

// Counters hold one byte.
constexpr size_t kMaxSeen = 127;

// Of reading one posting, in the same unit: of taking one candidate through the distance filter.
constexpr double kCandidateCost = 80;

// Words go together in sentences: so many times more entries share l of them than if they fell
// independently. 3 to 8 measured best (tests/bench).
constexpr double kTogether = 8;

// With more postings than this share of a range, counting without looking and scanning the whole
// range is cheaper than remembering where something was counted.
constexpr size_t kDense = 12;

// Estimates how many entries stand in `seen` lists or more when `read` postings fall on `entries`
// entries. Decides about speed only.
double ExpectedCandidates(double read, size_t seen, double entries) {
  static const auto log_factorials = [] {
    std::array<double, kMaxSeen + 2> values{};
    for (size_t i = 2; i < values.size(); ++i) {
      values[i] = values[i - 1] + std::log(static_cast<double>(i));
    }
    return values;
  }();
  const double mean = read / entries;
  const double tail =
      std::exp(static_cast<double>(seen) * std::log(mean) - mean - log_factorials[seen]);
  return std::min(read / static_cast<double>(seen), kTogether * entries * tail);
}

// Counts of entries seen, by entry from the range's begin; all 0 between uses.
std::vector<uint8_t>& Counters(size_t size) {
  thread_local std::vector<uint8_t> counters;
  if (counters.size() < size + 8) counters.resize(size + 8);
  return counters;
}

// Returns the entries of `range` that stand in the lists, one list after the other.
//
// Lifetime: until the thread's next call.
std::span<const uint32_t> ReadLists(std::span<const PostingList> lists, NumberRange range) {
  thread_local std::vector<uint32_t> entries;
  entries.clear();
  for (const PostingList& list : lists) {
    PostingCursor cursor(list);
    cursor.SeekTo(range.begin);
    for (auto some = cursor.TakeUntil(range.end); !some.empty();
         some = cursor.TakeUntil(range.end)) {
      entries.insert(entries.end(), some.begin(), some.end());
    }
  }
  return entries;
}

// Remembers what it counted; for few postings.
void CountFew(std::span<const PostingList> lists, size_t seen, NumberRange range,
              std::vector<uint32_t>& candidates) {
  const std::span<const uint32_t> touched = ReadLists(lists, range);
  const size_t first = candidates.size();
  std::vector<uint8_t>& counters = Counters(range.size());
  for (const uint32_t entry : touched) {
    uint8_t& counter = counters[entry - range.begin];
    if (counter == UINT8_MAX) continue;  // A query of hundreds of words.
    if (++counter == seen) candidates.push_back(entry);
  }
  for (const uint32_t entry : touched) counters[entry - range.begin] = 0;
  std::sort(candidates.begin() + static_cast<ptrdiff_t>(first), candidates.end());
}

// Counts without looking, then scans eight counters at a time; for many postings.
void CountMany(std::span<const PostingList> lists, size_t seen, NumberRange range,
               std::vector<uint32_t>& candidates) {
  std::vector<uint8_t>& counters = Counters(range.size());
  for (const PostingList& list : lists) {
    PostingCursor cursor(list);
    cursor.SeekTo(range.begin);
    for (auto some = cursor.TakeUntil(range.end); !some.empty();
         some = cursor.TakeUntil(range.end)) {
      for (const uint32_t entry : some) ++counters[entry - range.begin];
    }
  }
  // A counter of `seen` or more gets its top bit set by adding 128 - seen; none passes 255.
  const uint64_t add = (uint64_t{128} - seen) * 0x0101010101010101;
  constexpr uint64_t kTops = 0x8080808080808080;
  for (uint32_t at = 0; at < range.size(); at += 8) {
    uint64_t eight = 0;
    std::memcpy(&eight, counters.data() + at, sizeof eight);
    if (eight == 0) continue;
    for (uint64_t tops = (eight + add) & kTops; tops != 0; tops &= tops - 1) {
      candidates.push_back(range.begin + at + static_cast<uint32_t>(std::countr_zero(tops)) / 8);
    }
    std::memset(counters.data() + at, 0, sizeof eight);
  }
}

}  // namespace

std::vector<LengthStrip> LengthStrips(int min_score, size_t words) {
  const size_t need = LeastOverlap(min_score, words);
  const size_t longest = 100 * words / static_cast<size_t>(min_score);
  const size_t close = std::max(need, (9 * words + 9) / 10);
  std::vector<LengthStrip> strips{{close, words, need}};
  // A dozen strips at most: long queries have many lengths, of which neighbours differ little.
  const size_t step = std::max<size_t>(1, (longest - words) / 10);
  for (size_t first = words + 1; first <= longest;) {
    const size_t first_need = LeastOverlap(min_score, first);
    size_t last = first;
    while (last < longest &&
           (last - first + 1 < step || LeastOverlap(min_score, last + 1) == first_need)) {
      ++last;
    }
    strips.push_back({first, last, first_need});
    first = last + 1;
  }
  if (close > need) strips.push_back({need, close - 1, need});
  return strips;
}

CandidateLists::CandidateLists(const IndexPart& part, std::vector<uint32_t> stems) : part_(part) {
  std::sort(stems.begin(), stems.end());
  uint32_t occurrence = 0;
  for (size_t i = 0; i < stems.size(); ++i) {
    occurrence = i > 0 && stems[i] == stems[i - 1] ? occurrence + 1 : 1;
    const PostingList list =
        stems[i] == kUnknownId ? PostingList() : part.Postings(stems[i], occurrence);
    if (list.size() > 0) lists_.push_back(list);
  }
  unknown_ = stems.size() - lists_.size();
  std::sort(lists_.begin(), lists_.end(),
            [](const PostingList& a, const PostingList& b) { return a.size() < b.size(); });
}

std::vector<std::vector<uint32_t>> CandidateLists::ByOverlap(NumberRange range) const {
  std::vector<std::vector<uint32_t>> found(lists_.size() + 1);
  const std::span<const uint32_t> touched = ReadLists(lists_, range);
  std::vector<uint8_t>& counters = Counters(range.size());
  for (const uint32_t entry : touched) ++counters[entry - range.begin];
  for (const uint32_t entry : touched) {
    uint8_t& counter = counters[entry - range.begin];
    if (counter == 0) continue;  // Met before.
    found[counter].push_back(entry);
    counter = 0;
  }
  return found;
}

void CandidateLists::Find(NumberRange range, size_t words, size_t need,
                          std::vector<uint32_t>& candidates) const {
  if (lists_.size() < need || range.size() == 0) return;
  // Of all lists, the longest need - seen may be left out; those of unknown stems are empty.
  const double scale = static_cast<double>(range.size()) * static_cast<double>(words) /
                       static_cast<double>(std::max<uint64_t>(part_.total_words(), 1));
  const auto entries = static_cast<double>(range.size());
  size_t best_seen = 1;
  double best_cost = 0;
  double best_read = 0;
  double read = 0;
  size_t read_lists = lists_.size() - need;
  for (size_t i = 0; i < read_lists; ++i) read += scale * lists_[i].size();
  for (size_t seen = 1; seen <= std::min(need, kMaxSeen); ++seen) {
    read += scale * lists_[read_lists + seen - 1].size();
    const double cost = read + kCandidateCost * ExpectedCandidates(read, seen, entries);
    if (best_cost != 0 && cost >= best_cost) {
      if (read > best_cost) break;  // More lists only cost more.
      continue;
    }
    best_seen = seen;
    best_cost = cost;
    best_read = read;
  }
  const auto chosen = std::span(lists_).first(read_lists + best_seen);
  const bool dense = best_read * kDense > entries && chosen.size() <= kMaxSeen;
  (dense ? CountMany : CountFew)(chosen, best_seen, range, candidates);
}

}  // namespace dragoman
