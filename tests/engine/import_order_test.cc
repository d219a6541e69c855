// Imports whose lines follow one another: neighbours.
#include <gtest/gtest.h>

#include "tests/engine/engine_support.h"
#include "tests/engine/transfer_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

// Returns "previous|text|next" of each unit in a language; "?" for an unknown neighbour.
std::vector<std::string> Chain(const std::vector<Unit>& units, std::string_view tag) {
  std::vector<std::string> chain;
  for (const Unit& unit : units) {
    const Variant* variant = unit.At(Lang(tag));
    if (variant == nullptr) continue;
    chain.push_back(fmt::format("{}|{}|{}", variant->previous.value_or("?"), variant->segment.text,
                                variant->next.value_or("?")));
  }
  return chain;
}

TEST_F(TransferTest, NeighboursInOrder) {
  ImportSettings settings{.parent = "memories/m", .in_order = true};
  ASSERT_OK(Run(settings, "en\tru\tur\na\tа\t\nb\tб\tب\nbad\nc\tв\t\n\nd\tг\t\n", 3).status);
  const std::vector<Unit> units = UnitsOf("m");
  EXPECT_THAT(Chain(units, "en"), ElementsAre("|a|b", "a|b|?", "?|c|", "|d|"));
  EXPECT_THAT(Chain(units, "ur"), ElementsAre("?|ب|?"));
}

TEST_F(TransferTest, NeighboursAreUnknownWithoutOrder) {
  ImportUnits("en\tru\na\tа\nb\tб\n");
  EXPECT_THAT(Chain(UnitsOf("m"), "en"), ElementsAre("?|a|?", "?|b|?"));
}

TEST_F(TransferTest, NeighboursOfTheFileStay) {
  ASSERT_OK(Run({.parent = "memories/m", .in_order = true},
                "en\tru\ten@next\na\tа\t\nb\tб\tz\nc\tв\t\\e\n")
                .status);
  EXPECT_THAT(Chain(UnitsOf("m"), "en"), ElementsAre("|a|b", "a|b|z", "b|c|"));
}

}  // namespace
}  // namespace dragoman
