#include "server/match/scoring.h"

#include <absl/container/inlined_vector.h>

#include <algorithm>
#include <span>

#include "server/match/word_distance.h"

namespace dragoman {
namespace {

constexpr int kMaxNumbers = 3;
constexpr int kMaxMarks = 2;
constexpr int kMaxCodes = 2;
constexpr int kMaxFlat = 6;

// On the stack for most texts: thousands of them may be scored for one query.
using Ids = absl::InlinedVector<uint32_t, 32>;
using IdSpan = std::span<const uint32_t>;

// The size of the intersection of two multisets.
size_t Shared(IdSpan some, IdSpan others) {
  if (some.empty() || others.empty()) return 0;
  Ids a(some.begin(), some.end());
  Ids b(others.begin(), others.end());
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++shared;
    const bool step_a = a[i] <= b[j];
    if (b[j] <= a[i]) ++j;
    if (step_a) ++i;
  }
  return shared;
}

// The greater number of elements that one multiset has and the other has not, `most` at most.
int Differing(IdSpan a, IdSpan b, int most) {
  const size_t longer = std::max(a.size(), b.size());
  if (longer == 0) return 0;
  return static_cast<int>(std::min<size_t>(longer - Shared(a, b), most));
}

Ids Values(const TextIds& text) {
  Ids ids;
  for (const WordIds& word : text.words) {
    if (word.is_number()) ids.push_back(word.value);
  }
  return ids;
}

Ids OfWords(const TextIds& text, uint32_t WordIds::*level) {
  Ids ids;
  for (const WordIds& word : text.words) {
    if (!word.is_number()) ids.push_back(word.*level);
  }
  return ids;
}

bool FormsDiffer(const TextIds& a, const TextIds& b) {
  return Shared(OfWords(a, &WordIds::fold), OfWords(b, &WordIds::fold)) >
         Shared(OfWords(a, &WordIds::form), OfWords(b, &WordIds::form));
}

// The flat penalties, before their cap.
Penalties FlatPenalties(const TextIds& a, const TextIds& b) {
  Penalties flat;
  flat.numbers = Differing(Values(a), Values(b), kMaxNumbers);
  flat.marks = Differing(a.marks, b.marks, kMaxMarks);
  flat.form = FormsDiffer(a, b) ? 1 : 0;
  flat.codes = Differing(a.codes, b.codes, kMaxCodes);
  return flat;
}

// Divides the points lost by steps among the two kinds of step: each has the whole points of its
// own cost, and the one or two points left by rounding go to the larger remainders, words first.
void DivideLoss(const EditSteps& steps, int64_t max_cost, int loss, Penalties& penalties) {
  const int64_t words = 100 * kWordCost * steps.words;
  const int64_t endings = 100 * kEndingCost * steps.endings;
  penalties.words = static_cast<int>(words / max_cost);
  penalties.endings = static_cast<int>(endings / max_cost);
  const int left = loss - penalties.words - penalties.endings;
  const bool words_first = words % max_cost >= endings % max_cost;
  if (left == 2 || (left == 1 && words_first)) ++penalties.words;
  if (left == 2 || (left == 1 && !words_first)) ++penalties.endings;
}

Score Exact() { return {.score = 100, .base = 100, .penalties = {}}; }

// Names the point that keeps texts apart whose words and flat penalties show no difference.
void PenaliseKeys(KeyRelation keys, Penalties& penalties) {
  (keys == KeyRelation::kOtherCodes ? penalties.codes : penalties.form) = 1;
}

Score WordlessScore(KeyRelation keys) {
  Score score;
  if (keys == KeyRelation::kOther) {
    score.penalties.words = 100;
  } else {
    score = {.score = 99, .base = 100, .penalties = {}};
    PenaliseKeys(keys, score.penalties);
  }
  return score;
}

Score WordedScore(const TextIds& query, const TextIds& stored, const EditSteps& steps,
                  int64_t max_cost, KeyRelation keys) {
  Score score;
  score.base = static_cast<int>(100 * (max_cost - steps.cost()) / max_cost);
  score.penalties = FlatPenalties(query, stored);
  Penalties& off = score.penalties;
  const int flat = off.numbers + off.marks + off.form + off.codes;
  score.score = std::clamp(score.base - std::min(flat, kMaxFlat), 0, 99);
  if (score.base == 100 && flat == 0) PenaliseKeys(keys, off);
  DivideLoss(steps, max_cost, 100 - score.base, off);
  off.cap = 100 - score.score -
            (off.words + off.endings + off.numbers + off.marks + off.form + off.codes);
  return score;
}

}  // namespace

std::optional<Score> ScoreAtLeast(int min_score, const TextIds& query, const TextIds& stored,
                                  KeyRelation keys) {
  if (keys == KeyRelation::kExact) return Exact();
  Score score;
  const size_t longer = std::max(query.words.size(), stored.words.size());
  if (longer == 0) {
    score = WordlessScore(keys);
  } else {
    const auto steps = WordDistance(query.words, stored.words, MaxCost(min_score, longer));
    if (!steps) return std::nullopt;
    score = WordedScore(query, stored, *steps, kWordCost * static_cast<int64_t>(longer), keys);
  }
  if (score.score < min_score) return std::nullopt;
  return score;
}

}  // namespace dragoman
