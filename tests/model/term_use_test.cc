// What holds for a term by outlet and day, and what an abbreviation stands for.
#include "server/model/term_use.h"

#include <gtest/gtest.h>

#include "tests/model/model_support.h"

namespace dragoman {
namespace {

Term MakeTerm(std::string_view tag, std::string text, TermStatus status = TermStatus::kAdmitted,
              TermType type = TermType::kFullForm) {
  Term term;
  term.language = Language::Parse(tag).value();
  term.text = std::move(text);
  term.status = status;
  term.type = type;
  return term;
}

TEST(StatusInForce, IsTheOutletsOwnWhereThereIsOne) {
  Term term = MakeTerm("ru", "на Украине");
  term.outlets = {{"tass", TermStatus::kPreferred}, {"meduza", TermStatus::kForbidden}};
  EXPECT_EQ(StatusInForce(term, "tass", {}).status, TermStatus::kPreferred);
  EXPECT_EQ(StatusInForce(term, "meduza", {}).status, TermStatus::kForbidden);
  EXPECT_EQ(StatusInForce(term, "app", {}).status, TermStatus::kAdmitted);
  EXPECT_EQ(StatusInForce(term, "tas", {}).status, TermStatus::kAdmitted);
  EXPECT_EQ(StatusInForce(term, "", {}).status, TermStatus::kAdmitted);
}

TEST(StatusInForce, SaysWhenATermIsOutOfItsTime) {
  Term term = MakeTerm("en", "Leningrad", TermStatus::kForbidden);
  term.valid = {Date("1924-01-26"), Date("1991-09")};
  EXPECT_EQ(StatusInForce(term, "", Date("1941")), (TermUse{TermStatus::kForbidden, false}));
  EXPECT_EQ(StatusInForce(term, "", Date("1991-10")), (TermUse{TermStatus::kForbidden, true}));
  EXPECT_EQ(StatusInForce(term, "", {}), (TermUse{TermStatus::kForbidden, false}));
}

TEST(StatusInForce, ATermHasNoMoreTimeThanItsConcept) {
  Concept entry;
  entry.terms = {MakeTerm("en", "Foreign Minister")};
  entry.valid.until = Date("2023");
  entry.terms[0].valid.from = Date("2020");
  const auto out = [&entry](std::string_view date) {
    return StatusInForce(entry, entry.terms[0], "", Date(date)).out_of_time;
  };
  EXPECT_TRUE(out("2019"));
  EXPECT_FALSE(out("2022"));
  EXPECT_TRUE(out("2024"));
  EXPECT_FALSE(StatusInForce(entry.terms[0], "", Date("2024")).out_of_time);
}

TEST(TermStatus, RanksFromPreferredToForbidden) {
  EXPECT_LT(RankOf(TermStatus::kPreferred), RankOf(TermStatus::kAdmitted));
  EXPECT_LT(RankOf(TermStatus::kAdmitted), RankOf(TermStatus::kDeprecated));
  EXPECT_LT(RankOf(TermStatus::kDeprecated), RankOf(TermStatus::kObsolete));
  EXPECT_LT(RankOf(TermStatus::kObsolete), RankOf(TermStatus::kForbidden));
  EXPECT_TRUE(IsUsable(TermStatus::kPreferred));
  EXPECT_TRUE(IsUsable(TermStatus::kAdmitted));
  EXPECT_FALSE(IsUsable(TermStatus::kDeprecated));
  EXPECT_FALSE(IsUsable(TermStatus::kObsolete));
  EXPECT_FALSE(IsUsable(TermStatus::kForbidden));
}

TEST(FullFormOf, IsTheTermNamedElseThePreferredOne) {
  Concept entry;
  entry.terms = {MakeTerm("en", "Institute", TermStatus::kAdmitted, TermType::kVariant),
                 MakeTerm("en", "ISSI", TermStatus::kPreferred, TermType::kAbbreviation),
                 MakeTerm("ru", "Институт", TermStatus::kPreferred),
                 MakeTerm("en", "Institute of Strategic Studies", TermStatus::kPreferred),
                 MakeTerm("ur", "آئی ایس ایس آئی", TermStatus::kAdmitted, TermType::kAbbreviation)};
  EXPECT_EQ(FullFormOf(entry, entry.terms[1]), &entry.terms[3]);
  entry.terms[1].full_form = "Institute";
  EXPECT_EQ(FullFormOf(entry, entry.terms[1]), &entry.terms[0]);
  entry.terms[1].full_form = "Институт";
  EXPECT_EQ(FullFormOf(entry, entry.terms[1]), nullptr);
  EXPECT_EQ(FullFormOf(entry, entry.terms[3]), nullptr);
  EXPECT_EQ(FullFormOf(entry, entry.terms[4]), nullptr);
}

TEST(IsKept, ByTermOrByConcept) {
  Concept entry;
  entry.terms = {MakeTerm("en", "Sputnik"), MakeTerm("en", "APP")};
  entry.terms[1].do_not_translate = true;
  EXPECT_FALSE(IsKept(entry, entry.terms[0]));
  EXPECT_TRUE(IsKept(entry, entry.terms[1]));
  entry.do_not_translate = true;
  EXPECT_TRUE(IsKept(entry, entry.terms[0]));
}

}  // namespace
}  // namespace dragoman
