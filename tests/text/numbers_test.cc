// Numbers: their canonical values and the groups that spaces part.
#include "server/text/numbers.h"

#include <gtest/gtest.h>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

TEST(NumberValues, FollowTheCases) {
  for (const CaseRow& row : ReadCases("numbers.tsv", 3)) {
    EXPECT_EQ(ValuesOf(row.fields[1], row.fields[0]), row.fields[2])
        << "numbers.tsv:" << row.line << ": " << row.fields[1];
  }
}

TEST(NumberValues, AreNumbersByTheFirstDigit) {
  EXPECT_TRUE(IsNumber("30th"));
  EXPECT_FALSE(IsNumber("x30"));
  EXPECT_FALSE(IsNumber(""));
}

// The value of a value is the same where "." is the decimal mark, and no run of digits and marks
// breaks the parser.
TEST(NumberValues, OfRandomRunsAreStable) {
  TestRandom random;
  for (int i = 0; i < 50000; ++i) {
    std::string run = "1";
    for (uint64_t n = random.Below(12); n > 0; --n) run += "0123456789,.,.0"[random.Below(15)];
    for (const RuleSet rules : kAllRules) {
      const std::string value = NumberValue(run, rules);
      ASSERT_FALSE(value.empty()) << run;
      ASSERT_TRUE(IsNumber(value)) << run;
    }
    const std::string value = NumberValue(run, RuleSet::kEnglish);
    ASSERT_EQ(NumberValue(value, RuleSet::kEnglish), value) << run;
    ASSERT_EQ(NumberValue(run, RuleSet::kUrdu), value) << run;
    ASSERT_EQ(NumberValue(run, RuleSet::kGeneric), NumberValue(run, RuleSet::kRussian)) << run;
  }
}

// What is grouped in any of the ways of a language has the value of what is not.
TEST(NumberValues, DoNotDependOnGrouping) {
  TestRandom random;
  for (int i = 0; i < 5000; ++i) {
    const std::string digits = std::to_string(1000 + random.Below(1000000000000));
    std::string threes = digits;
    for (size_t at = digits.size() - 3; at > 0 && at < digits.size(); at -= 3) {
      threes.insert(at, "@");
    }
    std::string indian = digits;
    for (size_t at = digits.size() - 3; at > 0 && at < digits.size(); at -= 2) {
      indian.insert(at, ",");
    }
    const auto with = [&threes](const std::string& mark) {
      std::string out;
      for (const char c : threes) out += c == '@' ? mark : std::string(1, c);
      return out;
    };
    EXPECT_EQ(ValuesOf(with(","), "en"), digits);
    EXPECT_EQ(ValuesOf(indian, "en"), digits);
    EXPECT_EQ(ValuesOf(indian, "ur"), digits);
    EXPECT_EQ(ValuesOf(with("٬"), "ur"), digits);
    EXPECT_EQ(ValuesOf(with(" "), "ru"), digits);
    EXPECT_EQ(ValuesOf(with("\u00A0"), "ru"), digits);
    EXPECT_EQ(ValuesOf(with("\u202F"), "fr"), digits);
    // One group alone could be a fraction too: Russian takes a dot with three digits for grouping.
    EXPECT_EQ(ValuesOf(with("."), "ru"), digits);
  }
}

TEST(NumberGroups, GoOnOnlyAfterOneToThreeDigits) {
  EXPECT_TRUE(ContinuesNumber("1", "000", 1, RuleSet::kRussian));
  EXPECT_TRUE(ContinuesNumber("000", "000,5", 2, RuleSet::kRussian));
  EXPECT_FALSE(ContinuesNumber("1966", "500", 1, RuleSet::kRussian));
  EXPECT_FALSE(ContinuesNumber("1", "00", 1, RuleSet::kRussian));
  EXPECT_FALSE(ContinuesNumber("1", "0000", 1, RuleSet::kRussian));
  EXPECT_FALSE(ContinuesNumber("1", "000", 1, RuleSet::kEnglish));
  EXPECT_FALSE(ContinuesNumber("1", "000", 1, RuleSet::kUrdu));
}

}  // namespace
}  // namespace dragoman
