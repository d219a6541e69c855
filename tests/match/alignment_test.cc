#include <gtest/gtest.h>

#include "server/match/score.h"
#include "tests/match/random_texts.h"
#include "tests/match/score_oracle.h"

namespace dragoman {
namespace {

Step ExpectedStep(const Word& a, const Word& b) {
  if (a.is_number() && b.is_number() && a.value != b.value) return Step::kNumber;
  if (a.stem != b.stem) return Step::kReplace;
  if (a.fold != b.fold && !a.is_number()) return Step::kEnding;
  return a.form == b.form ? Step::kKeep : Step::kForm;
}

int ExpectedCost(Step step) {
  switch (step) {
    case Step::kEnding:
      return 3;
    case Step::kReplace:
    case Step::kInsert:
    case Step::kDelete:
      return 10;
    default:
      return 0;
  }
}

// Checks that the steps walk through both texts and say what each pair is; returns their cost.
int CheckedCost(const std::vector<AlignedStep>& steps, const Analysis& a, const Analysis& b) {
  int i = 0;
  int j = 0;
  int cost = 0;
  for (const AlignedStep& step : steps) {
    EXPECT_EQ(step.query_word, step.step == Step::kInsert ? -1 : i++);
    EXPECT_EQ(step.stored_word, step.step == Step::kDelete ? -1 : j++);
    if (step.query_word >= 0 && step.stored_word >= 0) {
      EXPECT_EQ(step.step, ExpectedStep(a.words[step.query_word], b.words[step.stored_word]));
    }
    EXPECT_EQ(step.cost, ExpectedCost(step.step));
    cost += step.cost;
  }
  EXPECT_EQ(i, static_cast<int>(a.words.size()));
  EXPECT_EQ(j, static_cast<int>(b.words.size()));
  return cost;
}

TEST(Align, CostsWhatTheScoreSays) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 1, .max_words = 15, .stems = 6};
  for (int i = 0; i < 3000; ++i) {
    const Analysis a = RandomText(random, options);
    const Analysis b = i % 2 == 0 ? RandomEdit(random, a) : RandomText(random, options);
    const int cost = CheckedCost(Align(a, b), a, b);
    const int most = 10 * static_cast<int>(std::max(a.words.size(), b.words.size()));
    if (a.exact_key != b.exact_key) {
      ASSERT_EQ(100 * (most - cost) / most, OracleScore(a, b).base) << a.exact_key;
    }
  }
}

// The way that keeps to the left, found by trying the steps in the order of preference.
std::vector<AlignedStep> LowestPath(const Analysis& a, const Analysis& b, size_t i, size_t j,
                                    const std::vector<std::vector<int>>& rest) {
  if (i == a.words.size() && j == b.words.size()) return {};
  AlignedStep step;
  if (i < a.words.size() && rest[i][j] == rest[i + 1][j] + 1001) {
    step = {Step::kDelete, 10, static_cast<int>(i), -1};
  } else if (i < a.words.size() && j < b.words.size() &&
             rest[i][j] == rest[i + 1][j + 1] + [](int c) {
               return 100 * c + (c == 10 ? 1 : 0);
             }(ExpectedCost(ExpectedStep(a.words[i], b.words[j])))) {
    const Step kind = ExpectedStep(a.words[i], b.words[j]);
    step = {kind, ExpectedCost(kind), static_cast<int>(i), static_cast<int>(j)};
  } else {
    step = {Step::kInsert, 10, -1, static_cast<int>(j)};
  }
  auto steps = LowestPath(a, b, i + (step.query_word >= 0), j + (step.stored_word >= 0), rest);
  steps.insert(steps.begin(), step);
  return steps;
}

std::vector<std::vector<int>> RestCosts(const Analysis& a, const Analysis& b) {
  const size_t n = a.words.size();
  const size_t m = b.words.size();
  std::vector<std::vector<int>> rest(n + 1, std::vector<int>(m + 1, 0));
  for (size_t i = n + 1; i-- > 0;) {
    for (size_t j = m + 1; j-- > 0;) {
      if (i == n && j == m) continue;
      int best = 1 << 30;
      if (i < n) best = std::min(best, rest[i + 1][j] + 1001);
      if (j < m) best = std::min(best, rest[i][j + 1] + 1001);
      if (i < n && j < m) {
        const int cost = ExpectedCost(ExpectedStep(a.words[i], b.words[j]));
        best = std::min(best, rest[i + 1][j + 1] + 100 * cost + (cost == 10 ? 1 : 0));
      }
      rest[i][j] = best;
    }
  }
  return rest;
}

TEST(Align, KeepsToThePreferenceWhateverTheSize) {
  std::mt19937 random(TestSeed());
  // The long ones are too large for one table and are cut.
  for (const size_t words : {size_t{1}, size_t{3}, size_t{8}, size_t{1500}}) {
    const RandomTextOptions options{
        .min_words = words, .max_words = words + words / 9 + 2, .stems = 2};
    for (int i = 0; i < (words < 100 ? 500 : 8); ++i) {
      const Analysis a = RandomText(random, options);
      const Analysis b = i % 2 == 0 ? RandomEdit(random, a) : RandomText(random, options);
      ASSERT_EQ(Align(a, b), LowestPath(a, b, 0, 0, RestCosts(a, b))) << a.exact_key;
    }
  }
}

TEST(Align, PairsNumbersOfAnyValue) {
  const Analysis a = Compose({MakeNumber(1), MakeNumber(2), MakeNumber(3)}, {}, {});
  const Analysis b = Compose({MakeNumber(1), MakeNumber(5), MakeNumber(3, true)}, {}, {});
  const std::vector<AlignedStep> expected = {
      {Step::kKeep, 0, 0, 0}, {Step::kNumber, 0, 1, 1}, {Step::kForm, 0, 2, 2}};
  EXPECT_EQ(Align(a, b), expected);
}

TEST(Align, EmptyTexts) {
  const Analysis none;
  const Analysis one = Compose({MakeWord(1)}, {}, {});
  EXPECT_TRUE(Align(none, none).empty());
  EXPECT_EQ(Align(none, one), (std::vector<AlignedStep>{{Step::kInsert, 10, -1, 0}}));
  EXPECT_EQ(Align(one, none), (std::vector<AlignedStep>{{Step::kDelete, 10, 0, -1}}));
}

}  // namespace
}  // namespace dragoman
