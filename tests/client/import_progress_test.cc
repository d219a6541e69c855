#include "client/cli/import_progress.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

using std::chrono::seconds;

TEST(ImportProgress, ShowsBarRateAndTimeLeft) {
  EXPECT_EQ(ProgressLine("importing:", {51200, 250, seconds(2)}, 1000),
            "importing: [#####---------------]  25 %, 51200 entries, 25600 a second, 6 s left");
  EXPECT_EQ(ProgressLine("importing:", {10, 1, seconds(100)}, 1000),
            "importing: [--------------------]   0 %, 10 entries, 0 a second, 27 h 45 min left");
  EXPECT_EQ(ProgressLine("checking:", {10, 500, seconds(100)}, 1000),
            "checking: [##########----------]  50 %, 10 entries, 0 a second, 1 min 40 s left");
}

TEST(ImportProgress, ShowsOnlyWhatIsKnown) {
  EXPECT_EQ(ProgressLine("importing:", {}, 1000),
            "importing: [--------------------]   0 %, 0 entries");
  EXPECT_EQ(ProgressLine("importing:", {5, 3'000'000, seconds(1)}, 0),
            "importing: 3 MB, 5 entries, 5 a second");
  // A file that grew.
  EXPECT_EQ(ProgressLine("importing:", {5, 2000, seconds(1)}, 1000),
            "importing: [####################] 100 %, 5 entries, 5 a second, 0 s left");
}

}  // namespace
}  // namespace dragoman
