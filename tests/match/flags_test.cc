#include <absl/strings/str_join.h>
#include <gtest/gtest.h>

#include "server/match/score.h"
#include "tests/match/cases.h"

namespace dragoman {
namespace {

std::string Names(const Flags& flags) {
  std::vector<std::string> names;
  if (flags.negation) names.emplace_back("negation");
  if (flags.number) names.emplace_back("number");
  if (flags.name) names.emplace_back("name");
  if (flags.date) names.emplace_back("date");
  return names.empty() ? "none" : absl::StrJoin(names, " ");
}

TEST(Flags, Cases) {
  const std::vector<Row> rows = ReadCases("flags.tsv");
  EXPECT_GE(rows.size(), 40u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 4u) << row[0];
    const Language language = LanguageOf(row[0]);
    const Analysis query = Analyse(row[2], language);
    const Analysis stored = Analyse(row[3], language);
    EXPECT_EQ(Names(FlagsOf(query, stored, language)), row[1]) << row[2] << "\n" << row[3];
    EXPECT_EQ(Names(FlagsOf(stored, query, language)), row[1]) << "not symmetric: " << row[2];
    EXPECT_EQ(Names(FlagsOf(query, query, language)), "none") << row[2];
  }
}

}  // namespace
}  // namespace dragoman
