// Exact decimals beside 128-bit arithmetic.
#include "server/text/decimal.h"

#include <gtest/gtest.h>

#include "tests/random.h"

namespace dragoman {
namespace {

TEST(Decimals, HaveOneFormForOneNumber) {
  EXPECT_EQ(Decimal::OfDigits("1500", 3), Decimal::OfDigits("15", 1));
  EXPECT_EQ(Decimal::OfDigits("0015"), Decimal(15));
  EXPECT_EQ(Decimal::OfDigits("000", 2), Decimal());
  EXPECT_EQ(Decimal::OfDigits(""), Decimal());
  EXPECT_EQ(Decimal().Negated(), Decimal());
  EXPECT_EQ(Decimal(15).TimesPowerOfTen(5), Decimal(1500000));
  EXPECT_NE(Decimal(5), Decimal(5).Negated());
}

TEST(Decimals, AreWrittenPlainly) {
  EXPECT_EQ(Decimal(1500).ToString(), "1500");
  EXPECT_EQ(Decimal::OfDigits("5", 2).ToString(), "0.05");
  EXPECT_EQ(Decimal::OfDigits("12345", 2).Negated().ToString(), "-123.45");
  EXPECT_EQ(Decimal().ToString(), "0");
  EXPECT_EQ(Decimal::OfDigits("4111111111111111111111").ToString(), "4111111111111111111111");
}

TEST(Decimals, AreIntegersOnlyWhereTheyFit) {
  EXPECT_EQ(Decimal(-7).ToInt64(), -7);
  EXPECT_EQ(Decimal(1).TimesPowerOfTen(17).ToInt64(), 100000000000000000);
  EXPECT_EQ(Decimal(1).TimesPowerOfTen(18).ToInt64(), std::nullopt);
  EXPECT_EQ(Decimal::OfDigits("15", 1).ToInt64(), std::nullopt);
}

TEST(Decimals, AddAndCompareAsNumbersDo) {
  TestRandom random;
  constexpr int64_t kScale = 1000;
  for (int i = 0; i < 20000; ++i) {
    const auto a = static_cast<int64_t>(random.OfAnySize() >> 12);
    const auto b = static_cast<int64_t>(random.OfAnySize() >> 12);
    const Decimal x = Decimal(a).TimesPowerOfTen(-3);
    const Decimal y = Decimal(b).TimesPowerOfTen(-3);
    ASSERT_EQ(x.Plus(y).TimesPowerOfTen(3), Decimal(a + b)) << a << " " << b;
    ASSERT_EQ(SmallerSize(x, y), a < b) << a << " " << b;
    ASSERT_EQ(Decimal(a).Plus(y), Decimal(a * kScale + b).TimesPowerOfTen(-3)) << a << " " << b;
  }
}

}  // namespace
}  // namespace dragoman
