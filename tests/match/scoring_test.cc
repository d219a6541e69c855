#include "server/match/scoring.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/match/string_table.h"
#include "server/match/text_ids.h"
#include "server/match/text_keys.h"
#include "tests/match/random_texts.h"
#include "tests/match/score_oracle.h"

namespace dragoman {
namespace {

TEST(ScoreAtLeast, CutsOffNothingElse) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 1, .max_words = 20, .stems = 8};
  for (int i = 0; i < 3000; ++i) {
    const Analysis a = RandomText(random, options);
    const Analysis b = i % 2 == 0 ? RandomEdit(random, a) : RandomText(random, options);
    if (a.exact_key == b.exact_key) continue;
    const TextPair pair = NumberPair(a, b);
    const Score oracle = OracleScore(a, b);
    for (int min_score = 0; min_score <= 100; ++min_score) {
      const auto score = ScoreAtLeast(min_score, pair.query, pair.stored, KeyRelation::kOther);
      ASSERT_EQ(score.has_value(), oracle.score >= min_score) << a.exact_key << "\n" << b.exact_key;
      ASSERT_TRUE(!score || *score == oracle) << a.exact_key;
    }
  }
}

TEST(FlatSign, DiffersOnlyWhereAFlatPenaltyDoes) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.min_words = 1, .max_words = 6, .stems = 3, .number_share = 0.3};
  size_t told_apart = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Analysis a = RandomText(random, options);
    const Analysis b = i % 2 == 0 ? RandomEdit(random, a) : RandomText(random, options);
    const bool worded = !a.words.empty() && !b.words.empty();
    if (!worded || FlatSign(KeysOf(a)) == FlatSign(KeysOf(b))) continue;
    ++told_apart;
    const Penalties off = OracleScore(a, b).penalties;
    ASSERT_GE(off.numbers + off.marks + off.codes, 1) << a.exact_key << "\n" << b.exact_key;
  }
  EXPECT_GT(told_apart, 5'000u);  // It tells most of them apart.
}

TEST(FlatSign, IsTheSameInAnyOrder) {
  TextKeys keys{.words = {{NumberStemKey(), 7, 7}, {1, 2, 3}, {NumberStemKey(), 8, 8}},
                .marks = {11, 12, 11},
                .codes = {21, 22}};
  const uint8_t sign = FlatSign(keys);
  std::reverse(keys.words.begin(), keys.words.end());
  std::rotate(keys.marks.begin(), keys.marks.begin() + 1, keys.marks.end());
  std::reverse(keys.codes.begin(), keys.codes.end());
  EXPECT_EQ(FlatSign(keys), sign);
}

TEST(StringTable, NumbersInOrderAndFindsAgain) {
  StringTable table;
  EXPECT_EQ(table.Find("x"), kUnknownId);
  for (uint32_t i = 0; i < 5000; ++i) EXPECT_EQ(table.Number(std::to_string(i)), i);
  EXPECT_EQ(table.Number(""), 5000u);
  EXPECT_EQ(table.Number("77"), 77u);
  EXPECT_EQ(table.size(), 5001u);
  EXPECT_EQ(table[4321], "4321");
  EXPECT_EQ(table[5000], "");
  EXPECT_EQ(table.Find("4999"), 4999u);
  EXPECT_EQ(table.Find("5000"), kUnknownId);
}

TEST(StringTable, TellsBytesApart) {
  StringTable table;
  const std::string zero("a\0b", 3);
  EXPECT_NE(table.Number(zero), table.Number("a"));
  EXPECT_EQ(table[table.Find(zero)], zero);
}

}  // namespace
}  // namespace dragoman
