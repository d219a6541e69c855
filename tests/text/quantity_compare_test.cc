// What two texts say differently, by cases and on translations of people.
#include "server/text/quantity_compare.h"

#include <gtest/gtest.h>

#include <tuple>

#include "tests/text/quantity_support.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

QuantityComparison Compare(std::string_view first_tag, std::string_view first,
                           std::string_view second_tag, std::string_view second) {
  return CompareQuantities(QuantitiesIn(first, LanguageOf(first_tag)),
                           QuantitiesIn(second, LanguageOf(second_tag)));
}

TEST(QuantityComparisons, FollowTheCases) {
  for (const CaseRow& row : ReadCases("quantity_pairs.tsv", 6)) {
    const auto& [first_tag, first, second_tag, second] =
        std::tie(row.fields[0], row.fields[1], row.fields[2], row.fields[3]);
    const QuantityComparison there = Compare(first_tag, first, second_tag, second);
    EXPECT_EQ(Written(there.only_first), row.fields[4]) << "quantity_pairs.tsv:" << row.line;
    EXPECT_EQ(Written(there.only_second), row.fields[5]) << "quantity_pairs.tsv:" << row.line;
    const QuantityComparison back = Compare(second_tag, second, first_tag, first);
    EXPECT_EQ(Written(back.only_first), row.fields[5]) << "quantity_pairs.tsv:" << row.line;
    EXPECT_EQ(Written(back.only_second), row.fields[4]) << "quantity_pairs.tsv:" << row.line;
  }
}

TEST(QuantityComparisons, FindNothingInATextAndItself) {
  for (const std::vector<std::string>& row : RealTexts()) {
    for (const std::string& text : row) {
      for (const char* tag : {"en", "ru", "ur"}) {
        EXPECT_TRUE(Compare(tag, text, tag, text).agree()) << text;
      }
    }
  }
}

// Rows in which the quantities of two of the three languages disagree.
int Disagreeing(const std::vector<std::vector<std::string>>& rows) {
  int count = 0;
  for (const std::vector<std::string>& row : rows) {
    if (row.size() < 3) continue;
    const bool agree = Compare("en", row[0], "ru", row[1]).agree() &&
                       Compare("en", row[0], "ur", row[2]).agree() &&
                       Compare("ru", row[1], "ur", row[2]).agree();
    count += agree ? 0 : 1;
  }
  return count;
}

TEST(QuantityComparisons, AgreeOnTheSampleMemory) {
  const auto sample = SampleTexts();
  ASSERT_GT(sample.size(), 30U);
  EXPECT_EQ(Disagreeing(sample), 0);
}

TEST(QuantityComparisons, RarelyDisagreeOnRealTranslations) {
  const auto rows = ReadShared("corpus/tico19.tsv", '\t');
  if (rows.empty()) GTEST_SKIP() << "no shared corpus";
  const int disagreeing = Disagreeing(rows);
  RecordProperty("disagreeing", disagreeing);
  std::cout << disagreeing << " of " << rows.size() << " rows disagree\n";
  // Looked at one by one: wrong translations, and codes that one side spells ("OC43", "او سی 43").
  EXPECT_LE(disagreeing, static_cast<int>(rows.size() / 60));
}

}  // namespace
}  // namespace dragoman
