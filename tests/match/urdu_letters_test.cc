// Urdu letters typed in other ways: what score their texts get.
#include "tests/urdu_letters.h"

#include <gtest/gtest.h>

#include <iostream>

#include "server/match/score.h"

namespace dragoman {
namespace {

TEST(UrduLetters, TypedInOtherWaysScoreTheSame) {
  const Language ur = Language::Parse("ur").value();
  const std::vector<LetterPair> pairs = UrduLetterPairs();
  for (const LetterPair& pair : pairs) {
    const Analysis one = Analyse(pair.one, ur);
    const Analysis other = Analyse(pair.other, ur);
    EXPECT_EQ(one.exact_key == other.exact_key, pair.is_exact) << pair.one << " | " << pair.other;
    EXPECT_EQ(one.fold_key, other.fold_key) << pair.one << " | " << pair.other;
    EXPECT_EQ(ScoreOf(one, other).score, pair.is_exact ? 100 : 99)
        << pair.one << " | " << pair.other;
  }
  std::cout << pairs.size() << " pairs\n";
  EXPECT_GE(pairs.size(), 200U);
}

}  // namespace
}  // namespace dragoman
