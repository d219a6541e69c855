#include "server/exchange/losses.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(Losses, CountsByKindWithTheFirstPlaces) {
  Losses losses;
  for (int line = 1; line <= 5; ++line) losses.Add("<ref>", fmt::format("line {}", line));
  losses.Add("<back>", "line 9");
  losses.Add("<back>", "line 9");
  EXPECT_THAT(losses.Counted(), ElementsAre(Loss{"<back>", 2, {"line 9"}},
                                            Loss{"<ref>", 5, {"line 1", "line 2", "line 3"}}));
}

TEST(Losses, KindsAreBounded) {
  Losses losses;
  for (int kind = 0; kind < 1000; ++kind) losses.Add(fmt::format("<k{}>", kind), "line 1");
  EXPECT_EQ(losses.Counted().size(), Losses::kMaxKinds + 1);
}

}  // namespace
}  // namespace dragoman
