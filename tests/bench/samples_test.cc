#include "tests/bench/samples.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Percentile, IsASampleThatSoManyDoNotExceed) {
  const std::vector<double> samples = {5, 1, 4, 2, 3};
  EXPECT_EQ(Percentile(samples, 0), 1);
  EXPECT_EQ(Percentile(samples, 50), 3);
  EXPECT_EQ(Percentile(samples, 80), 4);
  EXPECT_EQ(Percentile(samples, 81), 5);
  EXPECT_EQ(Percentile({}, 50), 0);
}

TEST(SummaryOf, NamesWhatTablesShow) {
  const nlohmann::json summary = SummaryOf({1, 2, 6});
  EXPECT_EQ(summary["count"], 3);
  EXPECT_EQ(summary["mean"], 3);
  EXPECT_EQ(summary["p50"], 2);
  EXPECT_EQ(summary["p99"], 6);
  EXPECT_EQ(summary["max"], 6);
}

}  // namespace
}  // namespace dragoman
