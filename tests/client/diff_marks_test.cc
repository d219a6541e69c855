#include "client/cli/diff_marks.h"

#include <gtest/gtest.h>

#include "dragoman/v1/memory_service.pb.h"
#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

// "the red house" looked up, "the houses are" stored.
const char kDiff[] = R"(
  diff { kind: EQUAL query { end: 4 } stored { end: 4 } }
  diff { kind: DELETE query { begin: 4 end: 8 } stored { begin: 4 end: 4 } }
  diff { kind: ENDING query { begin: 8 end: 13 } stored { begin: 4 end: 10 } }
  diff { kind: INSERT query { begin: 13 end: 13 } stored { begin: 10 end: 14 } })";

TEST(DiffMarks, MarksWithoutColours) {
  const auto match = FromText<v1::Match>(kDiff);
  EXPECT_EQ(MarkedDiff(match.diff(), "the red house", "the houses are", false),
            "the [-red -][-house-]{+houses+}{+ are+}");
}

TEST(DiffMarks, MarksWithColours) {
  const auto match = FromText<v1::Match>(kDiff);
  EXPECT_EQ(MarkedDiff(match.diff(), "the red house", "the houses are", true),
            "the \x1b[31mred \x1b[0m\x1b[31mhouse\x1b[0m\x1b[32mhouses\x1b[0m\x1b[32m are\x1b[0m");
}

TEST(DiffMarks, WithoutDiffTheStoredTextStands) { EXPECT_EQ(MarkedDiff({}, "a", "b", false), "b"); }

TEST(DiffMarks, RunsKeepKindAndSide) {
  const auto match = FromText<v1::Match>(kDiff);
  const auto runs = DiffRuns(match.diff(), "the red house", "the houses are");
  ASSERT_EQ(runs.size(), 5u);
  EXPECT_EQ(runs[1].side, DiffRun::kQueryOnly);
  EXPECT_EQ(runs[2].kind, v1::DiffPart::ENDING);
  EXPECT_EQ(runs[3].side, DiffRun::kStoredOnly);
}

TEST(DiffMarks, RangesBeyondTheTextAreCut) {
  EXPECT_EQ(TextAt("abc", FromText<v1::ByteRange>("begin: 1 end: 99")), "bc");
  EXPECT_EQ(TextAt("abc", FromText<v1::ByteRange>("begin: 9 end: 2")), "");
}

}  // namespace
}  // namespace dragoman
