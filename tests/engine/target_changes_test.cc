// Changes made in a target: ranges, codes, and changes that collide.
#include "server/engine/target_changes.h"

#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

PlannedChange Change(uint32_t begin, uint32_t end, std::string text) {
  PlannedChange change;
  change.stored = {begin, end};
  change.text = std::move(text);
  change.source.query = change.text;
  return change;
}

Segment Text(std::string text, const std::vector<uint32_t>& codes = {}) {
  Segment segment{std::move(text), {}};
  for (const uint32_t position : codes) {
    segment.codes.push_back({CodeKind::kStandalone, position, "<x/>"});
  }
  return segment;
}

std::vector<uint32_t> PositionsOf(const Proposal& proposal) {
  std::vector<uint32_t> positions;
  for (const Code& code : proposal.segment.codes) positions.push_back(code.position_byte);
  return positions;
}

TEST(TargetChanges, NoneIsNoProposal) {
  EXPECT_EQ(MakeProposal(Text("abc"), Lang("en"), {}), std::nullopt);
}

TEST(TargetChanges, AreMadeInTheOrderOfTheText) {
  const auto proposal =
      MakeProposal(Text("0123456789"), Lang("en"), {{Change(6, 8, "-"), Change(1, 3, "four")}, {}});
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->segment.text, "0four345-89");
  EXPECT_EQ(proposal->changes[0].proposed, (ByteRange{1, 5}));
  EXPECT_EQ(proposal->changes[1].proposed, (ByteRange{8, 9}));
  EXPECT_EQ(proposal->changes[1].old_text, "67");
}

TEST(TargetChanges, CodesMoveWithTheTextAroundThem) {
  const Segment target = Text("0123456789", {0, 1, 2, 3, 5, 10});
  const auto proposal = MakeProposal(target, Lang("en"), {{Change(1, 3, "four")}, {}});
  ASSERT_TRUE(proposal);
  EXPECT_EQ(PositionsOf(*proposal), (std::vector<uint32_t>{0, 1, 5, 5, 7, 12}));
}

TEST(TargetChanges, TheFirstPlannedWins) {
  const auto proposal =
      MakeProposal(Text("0123456789"), Lang("en"), {{Change(2, 6, "term"), Change(4, 5, "7")}, {}});
  ASSERT_TRUE(proposal);
  EXPECT_EQ(proposal->segment.text, "01term6789");
  ASSERT_EQ(proposal->missing.size(), 1U);
  EXPECT_EQ(proposal->missing[0].query, "7");
}

// Beside a twin that makes the changes from the last to the first.
TEST(TargetChanges, AgreeWithReplacingBackwards) {
  TestRandom random;
  for (int i = 0; i < 5000; ++i) {
    const std::string text(20, 'x');
    ChangePlan plan;
    std::string twin = text;
    uint32_t end = 20;
    while (end > 4) {
      const auto begin = static_cast<uint32_t>(end - 1 - random.Below(3));
      const std::string with(random.Below(5), 'y');
      plan.changes.push_back(Change(begin, end, with));
      twin.replace(begin, end - begin, with);
      end = static_cast<uint32_t>(begin - random.Below(3));
    }
    ASSERT_EQ(MakeProposal(Text(text), Lang("en"), plan)->segment.text, twin);
  }
}

}  // namespace
}  // namespace dragoman
