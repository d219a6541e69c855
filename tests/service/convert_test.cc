#include <gtest/gtest.h>

#include "server/engine/lookup.h"
#include "server/service/convert_concept.h"
#include "server/service/convert_enum.h"
#include "server/service/convert_lookup.h"
#include "server/service/convert_transfer.h"
#include "server/service/convert_unit.h"
#include "tests/service/running_server.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

v1::Unit FullUnit() {
  v1::Unit unit = MakeUnit({{"ru", "Посол открыл конференцию."}, {"en-gb", "He opened it."}});
  v1::Code& code = *unit.mutable_variants(1)->mutable_segment()->add_codes();
  code.set_kind(v1::Code::OPEN);
  code.set_position_byte(3);
  code.set_content("<b>");
  unit.mutable_variants(0)->set_previous("");
  unit.mutable_variants(0)->set_next("Дальше.");
  unit.set_origin(v1::ALIGNED);
  unit.set_state(v1::REVIEWED);
  unit.set_author("Anna");
  unit.set_document("report.docx");
  unit.set_domain("diplomacy");
  *unit.mutable_update_time() = TimestampOf(1'700'000'000'000'000);
  (*unit.mutable_properties())["key"] = "value";
  return unit;
}

TEST(ConvertUnit, KeepsEverything) {
  ASSERT_OK_AND_ASSIGN(UnitWrite write, UnitWriteOf(FullUnit()));
  EXPECT_EQ(write.source.tag(), "ru");
  Prepare(write);
  EXPECT_EQ(write.unit.variants[0].language.tag(), "en-GB");  // Ordered by tag.
  EXPECT_EQ(write.unit.variants[1].previous, "");
  EXPECT_EQ(write.unit.variants[0].previous, std::nullopt);
  write.unit.id = 7;
  write.unit.revision = 9;
  v1::Unit back;
  Fill(write.unit, "memories/un", back);
  EXPECT_EQ(back.name(), "memories/un/units/7");
  EXPECT_EQ(back.etag(), "9");
  ASSERT_OK_AND_ASSIGN(const UnitWrite again, UnitWriteOf(back));
  write.unit.id = 0;
  write.unit.revision = 0;
  EXPECT_EQ(again.unit, write.unit);
}

TEST(ConvertUnit, NamesTheWrongField) {
  const auto field_of = [](const v1::Unit& unit) { return FieldOf(UnitWriteOf(unit).status()); };
  v1::Unit unit = FullUnit();
  unit.mutable_variants(1)->set_language("english");
  EXPECT_EQ(field_of(unit), "variants[1].language");
  unit = FullUnit();
  unit.mutable_variants(1)->set_language("");
  EXPECT_EQ(field_of(unit), "variants[1].language");
  unit = FullUnit();
  unit.mutable_variants(1)->mutable_segment()->mutable_codes(0)->set_kind(
      v1::Code::KIND_UNSPECIFIED);
  EXPECT_EQ(field_of(unit), "variants[1].segment.codes[0].kind");
  unit = FullUnit();
  unit.mutable_variants(0)->mutable_segment()->set_text(" ");
  EXPECT_EQ(field_of(unit), "variants[0].segment.text");
  unit = FullUnit();
  unit.set_origin(static_cast<v1::Origin>(99));
  EXPECT_EQ(field_of(unit), "origin");
  unit = FullUnit();
  unit.mutable_update_time()->set_seconds(-5);
  EXPECT_EQ(field_of(unit), "update_time");
}

TEST(ConvertConcept, KeepsEverything) {
  v1::Concept entry = MakeConcept("t1", {{"en", "ambassador"}, {"ru", "посол"}});
  entry.set_etag("5");
  entry.set_category("title");
  entry.set_definition("Head of an embassy.");
  v1::Term& term = *entry.mutable_terms(1);
  term.set_status(v1::PREFERRED);
  term.set_type(v1::VARIANT);
  term.set_case_rule(v1::Term::EXACT_CASE);
  term.set_no_stem(true);
  term.set_gender("m");
  term.add_forms("посла");
  term.set_animacy("animate");
  term.set_source("MFA");
  term.set_confidence("official");
  term.set_valid_from("1991-12");
  term.set_valid_until("2024-05-31");
  v1::OutletStatus& outlet = *term.add_outlets();
  outlet.set_outlet("tass");
  outlet.set_status(v1::OBSOLETE);
  term.set_do_not_translate(true);
  v1::Term& abbreviation = *entry.add_terms();
  abbreviation.set_language("ru");
  abbreviation.set_text("П.");
  abbreviation.set_type(v1::ABBREVIATION);
  abbreviation.set_full_form("посол");
  entry.set_valid_from("1950");
  entry.set_do_not_translate(true);
  ASSERT_OK_AND_ASSIGN(const Concept value, ConceptOf(entry, "glossaries/titles"));
  EXPECT_EQ(value.revision, 5u);
  EXPECT_EQ(value.terms[0].status, TermStatus::kAdmitted);
  v1::Concept back;
  Fill(value, "glossaries/titles", PartialDate::Parse("2024-06").value(), back);
  EXPECT_EQ(back.name(), "glossaries/titles/concepts/t1");
  EXPECT_TRUE(back.terms(1).out_of_time());
  EXPECT_FALSE(back.terms(0).out_of_time());
  EXPECT_FALSE(back.out_of_time());
  ASSERT_OK_AND_ASSIGN(const Concept again, ConceptOf(back, "glossaries/titles"));
  EXPECT_EQ(again, value);
}

TEST(ConvertConcept, NamesTheWrongField) {
  const auto field_of = [](const v1::Concept& entry) {
    return FieldOf(ConceptOf(entry, "glossaries/titles").status());
  };
  v1::Concept entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.set_name("no id");
  EXPECT_EQ(field_of(entry), "name");
  entry = MakeConcept("t1", {{"en", "ambassador"}, {"ru", "..."}});
  EXPECT_EQ(field_of(entry), "terms[1].text");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.mutable_terms(0)->set_status(static_cast<v1::TermStatus>(9));
  EXPECT_EQ(field_of(entry), "terms[0].status");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.set_valid_until("last year");
  EXPECT_EQ(field_of(entry), "valid_until");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.mutable_terms(0)->set_valid_from("2024-13");
  EXPECT_EQ(field_of(entry), "terms[0].valid_from");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.mutable_terms(0)->add_outlets()->set_outlet("tass");
  EXPECT_EQ(field_of(entry), "terms[0].outlets[0].status");
  entry.mutable_terms(0)->mutable_outlets(0)->set_status(static_cast<v1::TermStatus>(9));
  EXPECT_EQ(field_of(entry), "terms[0].outlets[0].status");
  entry.mutable_terms(0)->mutable_outlets(0)->set_status(v1::FORBIDDEN);
  entry.mutable_terms(0)->mutable_outlets(0)->set_outlet("TASS");
  EXPECT_EQ(field_of(entry), "terms[0].outlets[0].outlet");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.mutable_terms(0)->set_full_form("x");
  EXPECT_EQ(field_of(entry), "terms[0].full_form");
  entry = MakeConcept("t1", {{"en", "ambassador"}});
  entry.set_etag("x");
  EXPECT_EQ(field_of(entry), "etag");
}

TEST(ConvertLookup, HasDefaults) {
  v1::LookupOptions message;
  message.set_source_language("EN");
  ASSERT_OK_AND_ASSIGN(const LookupOptions options, LookupOptionsOf(message));
  EXPECT_EQ(options.source.tag(), "en");
  EXPECT_EQ(options.min_score, 70);
  EXPECT_EQ(options.limit, 5u);
  EXPECT_FALSE(options.without_bridging);
  EXPECT_EQ(options.bridge_language.tag(), "en");
  EXPECT_EQ(options.bridge_penalty, 5);
  message.set_bridge_penalty(0);
  message.set_bridge_language("DE");
  EXPECT_FALSE(options.include_proposals);
  message.set_include_proposals(true);
  message.add_glossaries("glossaries/t");
  message.set_document("report");
  message.set_domain("law");
  ASSERT_OK_AND_ASSIGN(const LookupOptions others, LookupOptionsOf(message));
  EXPECT_EQ(others.bridge_language.tag(), "de");
  EXPECT_EQ(others.bridge_penalty, 0);
  EXPECT_EQ(others.document, "report");
  EXPECT_EQ(others.domain, "law");
  EXPECT_TRUE(others.include_proposals);
  EXPECT_EQ(others.glossaries, std::vector<std::string>{"glossaries/t"});
}

TEST(ConvertLookup, ProposalsKeepEverything) {
  Match match;
  match.unit.variants.push_back({});
  match.proposals.push_back(
      {.language = *Language::Parse("ru"),
       .segment = {"7 лет в Токио", {{CodeKind::kOpen, 2, "<b>"}}},
       .changes = {{.kind = ChangeKind::kTerm,
                    .proposed = {13, 23},
                    .stored = {13, 21},
                    .old_text = "Рим",
                    .new_text = "Токио",
                    .warnings = {ProposalWarning::kCheckCase, ProposalWarning::kCheckOrder}}},
       .missing = {{.kind = ChangeKind::kNumber, .stored = "5", .query = "7"}}});
  v1::Match message;
  Fill(match, message);
  ASSERT_EQ(message.proposals_size(), 1);
  const v1::Proposal& proposal = message.proposals(0);
  EXPECT_EQ(proposal.language(), "ru");
  EXPECT_EQ(proposal.segment().text(), "7 лет в Токио");
  EXPECT_EQ(proposal.segment().codes(0).position_byte(), 2u);
  ASSERT_EQ(proposal.changes_size(), 1);
  const v1::ProposedChange& change = proposal.changes(0);
  EXPECT_EQ(change.kind(), v1::ProposedChange::TERM);
  EXPECT_EQ(change.proposed().begin(), 13u);
  EXPECT_EQ(change.proposed().end(), 23u);
  EXPECT_EQ(change.stored().end(), 21u);
  EXPECT_EQ(change.old_text(), "Рим");
  EXPECT_EQ(change.new_text(), "Токио");
  EXPECT_EQ(change.warnings(0), v1::ProposedChange::CHECK_CASE);
  EXPECT_EQ(change.warnings(1), v1::ProposedChange::CHECK_ORDER);
  ASSERT_EQ(proposal.missing_size(), 1);
  EXPECT_EQ(proposal.missing(0).kind(), v1::ProposedChange::NUMBER);
  EXPECT_EQ(proposal.missing(0).stored(), "5");
  EXPECT_EQ(proposal.missing(0).query(), "7");
}

TEST(ConvertLookup, NamesTheWrongField) {
  const auto field_of = [](const v1::LookupOptions& message) {
    return FieldOf(LookupOptionsOf(message).status());
  };
  v1::LookupOptions good;
  good.set_source_language("en");
  v1::LookupOptions message = good;
  message.clear_source_language();
  EXPECT_EQ(field_of(message), "options.source_language");
  message = good;
  message.set_source_language("english");
  EXPECT_EQ(field_of(message), "options.source_language");
  message = good;
  message.add_target_languages("ru");
  message.add_target_languages("");
  EXPECT_EQ(field_of(message), "options.target_languages[1]");
  message = good;
  message.set_min_score(101);
  EXPECT_EQ(field_of(message), "options.min_score");
  message = good;
  message.set_bridge_language("english");
  EXPECT_EQ(field_of(message), "options.bridge_language");
  message = good;
  message.set_document(std::string(501, 'x'));
  EXPECT_EQ(field_of(message), "options.document");
  message = good;
  message.set_domain(std::string(201, 'x'));
  EXPECT_EQ(field_of(message), "options.domain");
  for (const int penalty : {-1, 101}) {
    message = good;
    message.set_bridge_penalty(penalty);
    EXPECT_EQ(field_of(message), "options.bridge_penalty") << penalty;
  }
  for (const int limit : {-1, 1001}) {
    message = good;
    message.set_limit(limit);
    EXPECT_EQ(field_of(message), "options.limit") << limit;
  }
}

TEST(ConvertTransfer, NamesTheWrongField) {
  v1::ImportSettings message;
  message.set_parent("memories/un");
  EXPECT_EQ(FieldOf(ImportSettingsOf(message).status()), "settings.format");
  message.set_format(v1::TSV);
  ASSERT_OK_AND_ASSIGN(const ImportSettings settings, ImportSettingsOf(message));
  EXPECT_EQ(settings.policy, WritePolicy::kReplaceSame);
  EXPECT_EQ(settings.max_problems, 100u);
  message.set_max_problems(10001);
  EXPECT_EQ(FieldOf(ImportSettingsOf(message).status()), "settings.max_problems");
  EXPECT_EQ(FieldOf(ExportSettingsOf(v1::ExportRequest()).status()), "format");
}

TEST(ConvertEnum, RefusesUnknownNumbers) {
  EXPECT_OK(EnumOf("origin", v1::HUMAN, Origin::kUnspecified));
  const auto unknown = EnumOf("origin", static_cast<v1::Origin>(17), Origin::kUnspecified);
  EXPECT_THAT(unknown, StatusIs(StatusCode::kInvalidArgument, "17 is no value of Origin"));
}

}  // namespace
}  // namespace dragoman
