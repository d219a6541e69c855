#include "tests/match/score_oracle.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dragoman {
namespace {

using Strings = std::multiset<std::string>;

int64_t CommonSize(const Strings& a, const Strings& b) {
  Strings common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::inserter(common, common.end()));
  return static_cast<int64_t>(common.size());
}

// max(|elements of A not in B|, |elements of B not in A|).
int64_t Difference(const Strings& a, const Strings& b) {
  Strings only_a;
  Strings only_b;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(only_a, only_a.end()));
  std::set_difference(b.begin(), b.end(), a.begin(), a.end(), std::inserter(only_b, only_b.end()));
  return static_cast<int64_t>(std::max(only_a.size(), only_b.size()));
}

int StepCost(const Word& a, const Word& b) {
  if (a.fold == b.fold || (a.stem == "#" && b.stem == "#")) return 0;
  return a.stem == b.stem ? 3 : 10;
}

// The least (cost, steps of price 10) over all ways, by the textbook table. `price` gives the cost
// of a pair.
std::pair<int64_t, int64_t> LeastCost(const std::vector<Word>& a, const std::vector<Word>& b,
                                      int unit,
                                      const std::function<int(const Word&, const Word&)>& price) {
  using Cell = std::pair<int64_t, int64_t>;
  const auto step = [unit](const Cell& from, int cost) {
    return Cell{from.first + cost, from.second + (cost == unit ? 1 : 0)};
  };
  std::vector<std::vector<Cell>> table(a.size() + 1, std::vector<Cell>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      std::vector<Cell> ways;
      if (i == 0 && j == 0) ways.push_back({0, 0});
      if (i > 0) ways.push_back(step(table[i - 1][j], unit));
      if (j > 0) ways.push_back(step(table[i][j - 1], unit));
      if (i > 0 && j > 0) ways.push_back(step(table[i - 1][j - 1], price(a[i - 1], b[j - 1])));
      table[i][j] = *std::min_element(ways.begin(), ways.end());
    }
  }
  return table[a.size()][b.size()];
}

Strings Collect(const Analysis& text, bool numbers, std::string Word::*field) {
  Strings strings;
  for (const Word& word : text.words) {
    if ((word.stem == "#") == numbers) strings.insert(word.*field);
  }
  return strings;
}

Strings Marks(const Analysis& text) {
  Strings strings;
  for (const Mark& mark : text.marks) strings.insert(mark.text);
  return strings;
}

std::vector<std::string> CodeList(const Analysis& text) {
  std::vector<std::string> codes;
  for (const Code& code : text.codes) {
    codes.push_back(fmt::format("{} {}", static_cast<int>(code.kind), code.content));
  }
  return codes;
}

Strings Codes(const Analysis& text) {
  const auto list = CodeList(text);
  return Strings(list.begin(), list.end());
}

// Divides `loss` by the rule at `Penalties`, in exact fractions over `m`.
void Divide(int64_t loss, int64_t words_cost, int64_t endings_cost, int64_t m, Penalties& off) {
  off.words = static_cast<int>(100 * words_cost / m);
  off.endings = static_cast<int>(100 * endings_cost / m);
  int64_t words_rest = 100 * words_cost % m;
  int64_t endings_rest = 100 * endings_cost % m;
  while (off.words + off.endings < loss) {
    if (words_rest >= endings_rest) {
      ++off.words;
      words_rest = -1;
    } else {
      ++off.endings;
      endings_rest = -1;
    }
  }
}

}  // namespace

Score OracleScore(const Analysis& a, const Analysis& b) {
  const bool same_codes = CodeList(a) == CodeList(b);
  if (a.exact_key == b.exact_key && same_codes) return {.score = 100, .base = 100, .penalties = {}};
  const bool only_codes = a.exact_key == b.exact_key;
  Score score;
  Penalties& off = score.penalties;
  if (a.words.empty() && b.words.empty()) {
    const bool same_fold = a.fold_key == b.fold_key || only_codes;
    score.score = same_fold ? 99 : 0;
    score.base = same_fold ? 100 : 0;
    (same_fold ? (only_codes ? off.codes : off.form) : off.words) = same_fold ? 1 : 100;
    return score;
  }
  const auto [cost, word_steps] = LeastCost(a.words, b.words, 10, StepCost);
  const auto m = static_cast<int64_t>(10 * std::max(a.words.size(), b.words.size()));
  score.base = static_cast<int>(100 * (m - cost) / m);

  off.numbers = static_cast<int>(std::min<int64_t>(
      3, Difference(Collect(a, true, &Word::value), Collect(b, true, &Word::value))));
  off.marks = static_cast<int>(std::min<int64_t>(2, Difference(Marks(a), Marks(b))));
  off.codes = static_cast<int>(std::min<int64_t>(2, Difference(Codes(a), Codes(b))));
  off.form = CommonSize(Collect(a, false, &Word::fold), Collect(b, false, &Word::fold)) >
                     CommonSize(Collect(a, false, &Word::form), Collect(b, false, &Word::form))
                 ? 1
                 : 0;
  const int flat = off.numbers + off.marks + off.codes + off.form;
  score.score = std::min(99, std::max(0, score.base - std::min(6, flat)));
  if (score.base == 100 && flat == 0) (only_codes ? off.codes : off.form) = 1;
  Divide(100 - score.base, 10 * word_steps, cost - 10 * word_steps, m, off);
  off.cap = 100 - score.score -
            (off.words + off.endings + off.numbers + off.marks + off.codes + off.form);
  return score;
}

OracleBounds OracleBoundsOf(const Analysis& a, const Analysis& b) {
  Strings stems_a;
  Strings stems_b;
  for (const Word& word : a.words) stems_a.insert(word.stem);
  for (const Word& word : b.words) stems_b.insert(word.stem);
  const auto unit = [](const Word& x, const Word& y) { return x.stem == y.stem ? 0 : 1; };
  return {.overlap = CommonSize(stems_a, stems_b),
          .stem_distance = LeastCost(a.words, b.words, 1, unit).first};
}

}  // namespace dragoman
