// The golden file: any drift of the score, of the language rules it stands on, or of the division
// of the points among the reasons fails here. data/README.md says how a row is changed.
#include <absl/strings/str_replace.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "server/match/score.h"
#include "tests/match/cases.h"
#include "tests/match/score_oracle.h"

namespace dragoman {
namespace {

std::string Columns(const Score& score) {
  const Penalties& p = score.penalties;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", score.score, score.base, p.words,
                     p.endings, p.numbers, p.marks, p.form, p.codes, p.cap);
}

TEST(Golden, ScoresHaveNotDrifted) {
  const std::vector<Row> rows = ReadCases("golden.tsv");
  EXPECT_GE(rows.size(), 200u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 13u) << row[0] << " " << row[1];
    const Language language = LanguageOf(row[0]);
    const Analysis query = Analyse(SegmentWithTags(row[1]), language);
    const Analysis stored = Analyse(SegmentWithTags(row[2]), language);
    std::string expected = row[3];
    for (size_t i = 4; i < 12; ++i) expected += "\t" + row[i];
    EXPECT_EQ(Columns(ScoreOf(query, stored)), expected) << row[1] << "\n" << row[2];
    EXPECT_EQ(Columns(OracleScore(query, stored)), expected) << row[1] << "\n" << row[2];
    EXPECT_EQ(Columns(ScoreOf(stored, query)), expected) << "not symmetric: " << row[1];
  }
}

std::string Replaced(std::string text,
                     const std::vector<std::pair<const char*, const char*>>& pairs) {
  for (const auto& [from, to] : pairs) text = absl::StrReplaceAll(text, {{from, to}});
  return text;
}

// What typists do to a text that must not change any score against it.
void ExpectSameScore(const Row& row, const std::string& retyped) {
  const Language language = LanguageOf(row[0]);
  const Analysis query = Analyse(SegmentWithTags(row[1]), language);
  const Analysis other = Analyse(SegmentWithTags(retyped), language);
  const Analysis stored = Analyse(SegmentWithTags(row[2]), language);
  EXPECT_EQ(Columns(ScoreOf(query, stored)), Columns(ScoreOf(other, stored))) << retyped;
  EXPECT_EQ(ScoreOf(query, other).score, 100) << retyped;
}

TEST(Golden, ArabicLettersInUrduChangeNoScore) {
  for (const Row& row : ReadCases("golden.tsv")) {
    if (row[0] != "ur") continue;
    ExpectSameScore(row, Replaced(row[1], {{"ی", "ي"}, {"ک", "ك"}, {"ہ", "ه"}}));
  }
}

TEST(Golden, BidiMarksChangeNoScore) {
  for (const Row& row : ReadCases("golden.tsv")) {
    ExpectSameScore(row, "\u200F" + Replaced(row[1], {{" ", "\u200E \u2068"}}) + "\u2069");
  }
}

TEST(Golden, WorkedExamplesOfTheDesign) {
  for (const Row& row : ReadCases("worked_examples.tsv")) {
    ASSERT_EQ(row.size(), 8u) << row[0];
    const Language language = LanguageOf(row[0]);
    const Analysis query = Analyse(row[5], language);
    const Analysis stored = Analyse(row[6], language);
    EXPECT_EQ(std::to_string(query.words.size()), row[1]) << row[5];
    EXPECT_EQ(std::to_string(stored.words.size()), row[2]) << row[6];
    const Score score = ScoreOf(query, stored);
    EXPECT_EQ(std::to_string(score.base), row[3]) << row[7] << ": " << row[6];
    EXPECT_EQ(std::to_string(score.score), row[4]) << row[7] << ": " << row[6];
  }
}

TEST(Golden, SharedEditsEqualOracle) {
  const std::vector<Row> rows = ReadShared("cases/edits.tsv");
  if (rows.empty()) GTEST_SKIP() << "no shared cases here";
  for (const Row& row : rows) {
    const Language language = LanguageOf(row[0]);
    const Analysis query = Analyse(row[2], language);
    const Analysis stored = Analyse(row[3], language);
    EXPECT_EQ(Columns(ScoreOf(query, stored)), Columns(OracleScore(query, stored))) << row[1];
  }
}

}  // namespace
}  // namespace dragoman
