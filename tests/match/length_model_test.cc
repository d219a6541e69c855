#include "server/match/length_model.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

Language Lang(const char* tag) { return Language::Parse(tag).value(); }

TEST(LengthModel, UsualLengthsAreThoseOfThePrimaryLanguage) {
  const auto there = UsualLengths(Lang("en-GB"), Lang("ru"));
  const auto back = UsualLengths(Lang("ru"), Lang("en"));
  ASSERT_TRUE(there.has_value());
  ASSERT_TRUE(back.has_value());
  EXPECT_GT(there->ratio, 1);
  EXPECT_DOUBLE_EQ(there->ratio * back->ratio, 1);
  EXPECT_FALSE(UsualLengths(Lang("en"), Lang("de")).has_value());
  EXPECT_FALSE(UsualLengths(Lang("de"), Lang("ru")).has_value());
}

TEST(LengthModel, FewPairsTeachLittleAndManyAlmostAll) {
  const LengthModel before{1, 4};
  const LengthModel same = LearntLengths(before, {});
  EXPECT_DOUBLE_EQ(same.ratio, 1);
  EXPECT_DOUBLE_EQ(same.variance, 4);
  const std::vector<std::pair<double, double>> one = {{100, 200}};
  EXPECT_LT(LearntLengths(before, one).ratio, 1.2);
  const std::vector<std::pair<double, double>> many(1000, {100, 200});
  const LengthModel learnt = LearntLengths(before, many);
  EXPECT_NEAR(learnt.ratio, 2, 0.01);
  EXPECT_EQ(learnt.variance, 1);  // The least, though all lengths are alike.
}

TEST(LengthModel, VarianceIsThatOfTheSecondLengthForACharacterOfTheFirst) {
  std::vector<std::pair<double, double>> lengths;
  for (int i = 0; i < 1000; ++i) lengths.emplace_back(100, i % 2 == 0 ? 80 : 120);
  EXPECT_NEAR(LearntLengths({1, 4}, lengths).variance, 4, 0.05);
}

}  // namespace
}  // namespace dragoman
