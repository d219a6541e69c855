#include "client/cli/style.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

const std::string kUrdu = "\u0627\u0631\u062F\u0648";

TEST(Style, IsolatesRightToLeftTextsOnly) {
  EXPECT_EQ(Isolated("Good morning"), "Good morning");
  EXPECT_EQ(Isolated("\u0414\u0430"), "\u0414\u0430");
  EXPECT_EQ(Isolated(kUrdu), "\u2067" + kUrdu + "\u2069");
  EXPECT_EQ(Isolated("12: " + kUrdu), "\u2067" + ("12: " + kUrdu) + "\u2069");
  EXPECT_EQ(Isolated("UN " + kUrdu), "\u2068" + ("UN " + kUrdu) + "\u2069");
}

TEST(Style, BalancesIsolatesInsideText) {
  EXPECT_EQ(Isolated(kUrdu + "\u2069"), "\u2067" + kUrdu + "\u2069");
  EXPECT_EQ(Isolated("\u2066" + kUrdu), "\u2067\u2066" + kUrdu + "\u2069\u2069");
  EXPECT_EQ(Isolated("\u2066" + kUrdu + "\u2069"), "\u2067\u2066" + kUrdu + "\u2069\u2069");
}

TEST(Style, MarksDoNotDecideDirection) {
  EXPECT_EQ(IsolatedAs(kUrdu, "\x1b[31m" + kUrdu), "\u2067\x1b[31m" + kUrdu + "\u2069");
}

TEST(Style, ControlCharactersBecomeVisible) {
  EXPECT_EQ(Printable("a\tb\nc\x1b[2J\x7F"), "a\u2409b\u240Ac\u241B[2J\u2421");
  EXPECT_EQ(Printable("\xC2\x9B"), "\uFFFD");
  EXPECT_EQ(Printable("a\xFF"), "a\uFFFD");
  EXPECT_EQ(Printable(kUrdu), kUrdu);
}

TEST(Style, PaintsOnlyWhenOn) {
  EXPECT_EQ(Painted("x", Color::kRed, false), "x");
  EXPECT_EQ(Painted("x", Color::kRed, true), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(Painted("", Color::kRed, true), "");
}

TEST(Style, KnowsWritingDirectionOfLanguages) {
  EXPECT_TRUE(IsRightToLeftLanguage("ur"));
  EXPECT_TRUE(IsRightToLeftLanguage("ur-PK"));
  EXPECT_TRUE(IsRightToLeftLanguage("pa-Arab-PK"));
  EXPECT_FALSE(IsRightToLeftLanguage("ur-Latn"));
  EXPECT_FALSE(IsRightToLeftLanguage("ru"));
}

}  // namespace
}  // namespace dragoman
