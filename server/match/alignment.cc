// Align: the cheapest alignment that keeps to the left. Where cheapest ways part, deleting comes
// before pairing and pairing before inserting, which is the one lowest path through the cost table;
// so a table too large to hold can be cut in two (Hirschberg 1975) without changing the answer.
#include <algorithm>

#include "server/match/score.h"
#include "server/match/text_ids.h"
#include "server/match/word_distance.h"

namespace dragoman {
namespace {

using Words = std::span<const WordIds>;

constexpr size_t kMaxCells = size_t{1} << 20;  // Of one cost table: 8 MB.

Step PairStep(const WordIds& a, const WordIds& b) {
  if (a.stem != b.stem) return Step::kReplace;
  if (a.value != b.value) return Step::kNumber;
  if (a.fold != b.fold && !a.is_number()) return Step::kEnding;
  return a.form == b.form ? Step::kKeep : Step::kForm;
}

class Aligner {
 public:
  Aligner(Words query, Words stored) : query_(query), stored_(stored) {}

  std::vector<AlignedStep> Run() {
    Solve(0, query_.size(), 0, stored_.size());
    return std::move(steps_);
  }

 private:
  // Aligns query[q, q_end) with stored[s, s_end).
  void Solve(size_t q, size_t q_end, size_t s, size_t s_end) {
    if (q_end - q < 2 || (q_end - q + 1) * (s_end - s + 1) <= kMaxCells) {
      Walk(q, q_end, s, s_end);
      return;
    }
    const size_t q_middle = q + (q_end - q) / 2;
    const size_t s_middle = s + LowestCut(q, q_middle, q_end, stored_.subspan(s, s_end - s));
    Solve(q, q_middle, s, s_middle);
    Solve(q_middle, q_end, s_middle, s_end);
  }

  // Returns the least place of `stored` where some cheapest way passes from the words before
  // `middle` to those after it.
  size_t LowestCut(size_t begin, size_t middle, size_t end, Words stored) const {
    const auto before = PrefixCosts(query_.subspan(begin, middle - begin), stored);
    const auto after = SuffixCosts(query_.subspan(middle, end - middle), stored);
    size_t best = 0;
    for (size_t j = 1; j < before.size(); ++j) {
      if (before[j] + after[j] < before[best] + after[best]) best = j;
    }
    return best;
  }

  // Fills a whole table (row i: the costs of turning the words from i on into each end of the
  // stored ones) and follows its lowest cheapest path.
  void Walk(size_t q, size_t q_end, size_t s, size_t s_end) {
    const auto table = SuffixTable(query_.subspan(q, q_end - q), stored_.subspan(s, s_end - s));
    for (size_t i = q, j = s; i < q_end || j < s_end;) {
      const RankedCost here = table[i - q][j - s];
      if (i < q_end && here == table[i - q + 1][j - s] + kRankedWord) {
        steps_.push_back({Step::kDelete, kWordCost, static_cast<int>(i++), -1});
      } else if (i < q_end && j < s_end &&
                 here == table[i - q + 1][j - s + 1] + RankedPair(query_[i], stored_[j])) {
        Pair(i++, j++);
      } else {
        steps_.push_back({Step::kInsert, kWordCost, -1, static_cast<int>(j++)});
      }
    }
  }

  void Pair(size_t i, size_t j) {
    steps_.push_back({PairStep(query_[i], stored_[j]), PairCost(query_[i], stored_[j]),
                      static_cast<int>(i), static_cast<int>(j)});
  }

  static std::vector<std::vector<RankedCost>> SuffixTable(Words a, Words b) {
    std::vector<std::vector<RankedCost>> table(a.size() + 1, std::vector<RankedCost>(b.size() + 1));
    for (size_t i = a.size() + 1; i-- > 0;) {
      for (size_t j = b.size() + 1; j-- > 0;) table[i][j] = SuffixCell(a, b, table, i, j);
    }
    return table;
  }

  static RankedCost SuffixCell(Words a, Words b, const std::vector<std::vector<RankedCost>>& table,
                               size_t i, size_t j) {
    if (i == a.size()) return (b.size() - j) * kRankedWord;
    if (j == b.size()) return (a.size() - i) * kRankedWord;
    return std::min(std::min(table[i + 1][j], table[i][j + 1]) + kRankedWord,
                    table[i + 1][j + 1] + RankedPair(a[i], b[j]));
  }

  Words query_;
  Words stored_;
  std::vector<AlignedStep> steps_;
};

}  // namespace

std::vector<AlignedStep> Align(const Analysis& query, const Analysis& stored) {
  const TextPair pair = NumberPair(query, stored);
  return Aligner(pair.query.words, pair.stored.words).Run();
}

}  // namespace dragoman
