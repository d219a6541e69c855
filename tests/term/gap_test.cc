// What stands between words: joints and barriers.
#include "server/term/gap.h"

#include <gtest/gtest.h>

#include "tests/term/term_support.h"

namespace dragoman {
namespace {

Gap GapOfTwo(const std::string& text, const char* language = "en") {
  const std::vector<Gap> gaps = GapsOf(text, Analyse(text, Lang(language)));
  EXPECT_EQ(gaps.size(), 2U) << text;
  return gaps.size() == 2 ? gaps[1] : Gap{};
}

TEST(Gap, DashesQuotesAndSpacesAreNoBarriers) {
  for (const char* text : {"one two", "one-two", "one – two", "one—two", "one “two", "one' two",
                           "one\u00A0two", "one\ntwo", "one \r\n two", "one\u2011two"}) {
    EXPECT_TRUE(GapOfTwo(text).barriers.empty()) << text;
  }
}

TEST(Gap, OtherMarksAndBlankLinesAre) {
  for (const char* text : {"one, two", "one. Two", "one; two", "one (two", "one: two", "one! Two",
                           "one\n\ntwo", "one\n \ntwo", "one / two"}) {
    EXPECT_EQ(GapOfTwo(text).barriers.size(), 1U) << text;
  }
  EXPECT_EQ(GapOfTwo("one), two").barriers.size(), 2U);
}

TEST(Gap, TheDotOfInitialsAndTitlesIsNone) {
  EXPECT_TRUE(GapOfTwo("P. Khorev").barriers.empty());
  EXPECT_TRUE(GapOfTwo("Dr. Rasul").barriers.empty());
  EXPECT_TRUE(GapOfTwo("U.N.").barriers.empty());
  EXPECT_TRUE(GapOfTwo("проф. Раис", "ru").barriers.empty());
  EXPECT_TRUE(GapOfTwo("پی۔ خوریف", "ur").barriers.empty());
  EXPECT_TRUE(GapOfTwo("پاکستان۔روس", "ur").barriers.empty());
  EXPECT_EQ(GapOfTwo("پاکستان۔ روس", "ur").barriers.size(), 1U);
}

TEST(Gap, JointsSayWhatMayCloseUp) {
  EXPECT_EQ(GapOfTwo("co-operation").joint, Joint::kTight);
  EXPECT_EQ(GapOfTwo("U.N.").joint, Joint::kTight);
  EXPECT_EQ(GapOfTwo("policy makers").joint, Joint::kSpaced);
  EXPECT_EQ(GapOfTwo("policy - makers").joint, Joint::kNone);
  EXPECT_EQ(GapOfTwo("policy, makers").joint, Joint::kNone);
  EXPECT_EQ(GapOfTwo("policy\n\nmakers").joint, Joint::kNone);
  EXPECT_EQ(GapOfTwo("2014-15").joint, Joint::kNone);
}

}  // namespace
}  // namespace dragoman
