#include "server/match/score.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/match/random_texts.h"
#include "tests/match/score_oracle.h"

namespace dragoman {
namespace {

std::string Show(const Score& s) {
  const Penalties& p = s.penalties;
  return fmt::format("{} base {} words {} endings {} numbers {} marks {} form {} codes {} cap {}",
                     s.score, s.base, p.words, p.endings, p.numbers, p.marks, p.form, p.codes,
                     p.cap);
}

int Sum(const Penalties& p) {
  return p.words + p.endings + p.numbers + p.marks + p.form + p.codes + p.cap;
}

void ExpectBounds(const Analysis& a, const Analysis& b, int score) {
  const auto n = static_cast<int64_t>(a.words.size());
  const auto m = static_cast<int64_t>(b.words.size());
  const int64_t longer = std::max(n, m);
  const int64_t least = (score * longer + 99) / 100;
  const OracleBounds bounds = OracleBoundsOf(a, b);
  EXPECT_GE(std::min(n, m), least) << "bound 1";
  EXPECT_GE(bounds.overlap, least) << "bound 2";
  EXPECT_GE(100 * (longer - bounds.stem_distance), score * longer) << "bound 3";
}

void ExpectLikeOracle(const Analysis& a, const Analysis& b) {
  const Score score = ScoreOf(a, b);
  const Score oracle = OracleScore(a, b);
  const std::string texts = a.exact_key + "\n" + b.exact_key;
  ASSERT_EQ(Show(score), Show(oracle)) << texts;
  EXPECT_EQ(Show(ScoreOf(b, a)), Show(score)) << texts;
  EXPECT_EQ(Sum(score.penalties), 100 - score.score) << texts;
  EXPECT_LE(score.penalties.cap, 0) << texts;
  if (!a.words.empty() || !b.words.empty()) ExpectBounds(a, b, score.score);
}

TEST(Score, EqualsOracleOnRandomTexts) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions small{.max_words = 4, .stems = 3, .number_share = 0.3};
  const RandomTextOptions large{.max_words = 25, .stems = 30};
  for (int i = 0; i < 20000; ++i) {
    const Analysis a = RandomText(random, i % 2 == 0 ? small : large);
    const Analysis b =
        i % 3 == 0 ? RandomEdit(random, a) : RandomText(random, i % 2 == 0 ? small : large);
    ExpectLikeOracle(a, b);
    if (HasFatalFailure()) return;
  }
}

TEST(Score, EqualsOracleOnLongTexts) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 60, .max_words = 200, .stems = 60};
  for (int i = 0; i < 50; ++i) {
    const Analysis a = RandomText(random, options);
    ExpectLikeOracle(a, i % 2 == 0 ? RandomEdit(random, a) : RandomText(random, options));
    if (HasFatalFailure()) return;
  }
}

TEST(Score, IsHundredExactlyWhenKeysAndCodesAreEqual) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions tiny{.max_words = 2, .stems = 1, .number_share = 0.2, .code_share = 0.4};
  int exact = 0;
  for (int i = 0; i < 20000; ++i) {
    const Analysis a = RandomText(random, tiny);
    const Analysis b = RandomText(random, tiny);
    const bool equal = a.exact_key == b.exact_key &&
                       std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end());
    exact += equal ? 1 : 0;
    ASSERT_EQ(ScoreOf(a, b).score == 100, equal) << a.exact_key << " / " << b.exact_key;
  }
  EXPECT_GT(exact, 100);
}

TEST(Score, IgnoresWhereCodesStandInTheBytes) {
  Analysis a = Compose({MakeWord(1)}, {}, {{CodeKind::kOpen, 0, "<b>"}});
  Analysis b = Compose({MakeWord(1)}, {}, {{CodeKind::kOpen, 5, "<b>"}});
  EXPECT_EQ(ScoreOf(a, b).score, 100);
}

TEST(Score, NamesCodesOfAnotherOrder) {
  const Code bold{CodeKind::kOpen, 0, "<b>"};
  const Code italic{CodeKind::kOpen, 0, "<i>"};
  const Score score = ScoreOf(Compose({MakeWord(1)}, {}, {bold, italic}),
                              Compose({MakeWord(1)}, {}, {italic, bold}));
  EXPECT_EQ(score.score, 99);
  EXPECT_EQ(score.penalties.codes, 1);
}

TEST(Score, TextsWithoutWordsMatchByKeysOnly) {
  const Analysis dash = Compose({}, {{0, "-"}}, {});
  Analysis long_dash = dash;
  long_dash.exact_key = "—";
  EXPECT_EQ(ScoreOf(dash, dash).score, 100);
  EXPECT_EQ(ScoreOf(dash, long_dash).score, 99);
  EXPECT_EQ(ScoreOf(dash, long_dash).penalties.form, 1);
  const Score other = ScoreOf(dash, Compose({}, {{0, "?"}}, {}));
  EXPECT_EQ(other.score, 0);
  EXPECT_EQ(other.penalties.words, 100);
  EXPECT_EQ(ScoreOf(dash, Compose({MakeWord(1)}, {{0, "-"}}, {})).score, 0);
  EXPECT_EQ(ScoreOf(Analysis(), Analysis()).score, 100);
}

TEST(Score, CapsFlatPenaltiesAtSix) {
  std::vector<Word> a_words;
  std::vector<Word> b_words;
  for (int i = 0; i < 4; ++i) a_words.push_back(MakeNumber(i));
  for (int i = 0; i < 4; ++i) b_words.push_back(MakeNumber(10 + i));
  a_words.push_back(MakeWord(1));
  b_words.push_back(MakeWord(1, 0, true));
  const Code one{CodeKind::kStandalone, 0, "{1}"};
  const Score score = ScoreOf(Compose(a_words, {{0, "("}, {1, ")"}, {2, "!"}}, {one, one, one}),
                              Compose(b_words, {}, {}));
  EXPECT_EQ(Show(score), "94 base 100 words 0 endings 0 numbers 3 marks 2 form 1 codes 2 cap -2");
}

TEST(Score, DividesRoundedLossByLargestRemainder) {
  std::vector<Word> a;
  for (int i = 0; i < 24; ++i) a.push_back(MakeWord(i));
  std::vector<Word> b = a;
  b[3] = MakeWord(99);
  b[5] = MakeWord(5, 1);
  b[7] = MakeWord(7, 1);
  EXPECT_EQ(Show(ScoreOf(Compose(a, {}, {}), Compose(b, {}, {}))),
            "93 base 93 words 4 endings 3 numbers 0 marks 0 form 0 codes 0 cap 0");
}

}  // namespace
}  // namespace dragoman
