// The linguistic cases of cases.tsv.
#include <gtest/gtest.h>

#include "tests/term/term_support.h"

namespace dragoman {
namespace {

// Takes "{flag}{flag}text".
Term ParseTerm(const Language& language, std::string_view spec) {
  Term term = MakeTerm(language, "");
  while (spec.starts_with("{")) {
    const std::string_view flag = spec.substr(1, spec.find('}') - 1);
    if (flag == "abbr") term.type = TermType::kAbbreviation;
    if (flag == "exact") term.case_rule = CaseRule::kExactCase;
    if (flag == "any") term.case_rule = CaseRule::kAnyCase;
    if (flag == "nostem") term.no_stem = true;
    if (flag.starts_with("form:")) term.forms.emplace_back(flag.substr(5));
    spec.remove_prefix(flag.size() + 2);
  }
  term.text = spec;
  return term;
}

std::string Show(const std::string& text, const std::vector<TermHit>& hits) {
  std::string shown;
  for (const TermHit& hit : hits) {
    std::string one(hit.exact ? "=" : "");
    one += Covered(text, hit);
    shown += (shown.empty() ? "" : "|") + (hit.nested ? "[" + one + "]" : one);
  }
  return shown.empty() ? "-" : shown;
}

TEST(TermCases, AreRecognisedAsListed) {
  const auto rows = ReadTable(DRAGOMAN_SOURCE_DIR "/tests/term/cases.tsv", "\t");
  ASSERT_GT(rows.size(), 50U);
  for (const std::vector<std::string>& row : rows) {
    ASSERT_EQ(row.size(), 5U) << row.front();
    const Language language = Lang(row[0]);
    std::vector<ConceptChange> concepts;
    for (const std::string& spec : SplitAt(row[1], "|")) {
      const char* const category = spec.starts_with("{place}") ? "place" : "";
      concepts.push_back(
          MakeChange("c" + std::to_string(concepts.size()), {ParseTerm(language, spec)}, category));
    }
    const auto hits = RecogniseIn(*SnapshotOf(language, concepts), row[2], language);
    EXPECT_EQ(Show(row[2], hits), row[3]) << row[1] << " in: " << row[2] << " (" << row[4] << ")";
  }
}

TEST(TermCases, OneConceptHasOneHitAtOnePlaceTheClosestTerm) {
  const Language en = Lang("en");
  Term forbidden = MakeTerm(en, "guests of honour");
  forbidden.status = TermStatus::kForbidden;
  const auto snapshot =
      SnapshotOf(en, {MakeChange("guest", {MakeTerm(en, "Guest of Honour"), forbidden})});
  const auto plural = RecogniseIn(*snapshot, "Guests of Honour", en);
  ASSERT_EQ(plural.size(), 1U);
  EXPECT_EQ(plural[0].term, 1U);
  const auto inflected = RecogniseIn(*snapshot, "guest of honor", en);
  ASSERT_EQ(inflected.size(), 1U);
  EXPECT_EQ(inflected[0].term, 0U);
}

TEST(TermCases, TwoConceptsOfOneTermAreBothListed) {
  const Language ur = Lang("ur");
  const auto snapshot = SnapshotOf(ur, {MakeChange("senator", {MakeTerm(ur, "سینٹر")}),
                                        MakeChange("centre", {MakeTerm(ur, "سینٹر")})});
  const auto hits = RecogniseIn(*snapshot, "سینٹر", ur);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].concept_id, "centre");
  EXPECT_EQ(hits[1].concept_id, "senator");
  EXPECT_FALSE(hits[0].nested || hits[1].nested);
}

TEST(TermCases, RegionsOfTheLanguageAnswerOthersDoNot) {
  const Language en = Lang("en");
  const auto snapshot = SnapshotOf(
      en, {MakeChange("a", {MakeTerm(Lang("ru"), "мир"), MakeTerm(Lang("en-GB"), "peace")})});
  EXPECT_EQ(snapshot->terms(), 1U);
  const auto hits = RecogniseIn(*snapshot, "peace, мир", en);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].term, 1U);
}

}  // namespace
}  // namespace dragoman
