// What units and concepts may hold: each rule at its border, by the field it names.
#include "server/engine/checks.h"

#include "server/engine/limits.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

// Returns the field that a change makes wrong, "" when it is right.
std::string WrongInUnit(const std::function<void(Unit&)>& change) {
  Unit unit = MakeUnit({{"en", "Yes"}, {"ru", "Да"}});
  change(unit);
  return FieldOf(CheckUnit(unit));
}

std::string WrongInConcept(const std::function<void(Concept&)>& change) {
  Concept entry = MakeConcept("c", {{"en", "treaty"}, {"ru", "договор"}});
  change(entry);
  return FieldOf(CheckConcept(entry));
}

std::string WrongInSegment(std::string text, std::vector<Code> codes) {
  return FieldOf(CheckSegment({std::move(text), std::move(codes)}));
}

TEST(Checks, Units) {
  EXPECT_EQ(WrongInUnit([](Unit&) {}), "");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants.pop_back(); }), "variants");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[1].language = Language(); }),
            "variants[1].language");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[1].language = Lang("en"); }),
            "variants[1].language");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[0].segment.text = " \u00a0\n"; }),
            "variants[0].segment.text");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[0].segment.text = "\xed\xa0\x80"; }),
            "variants[0].segment.text");
  EXPECT_EQ(WrongInUnit([](Unit& unit) {
              unit.variants[0].segment.text = std::string(kMaxTextBytes, 'a');
            }),
            "");
  EXPECT_EQ(WrongInUnit([](Unit& unit) {
              unit.variants[0].segment.text = std::string(kMaxTextBytes + 1, 'a');
            }),
            "variants[0].segment.text");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[1].next = "\xff"; }), "variants[1].next");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.variants[1].previous = ""; }), "");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.author = std::string(kMaxNameBytes + 1, 'a'); }),
            "author");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.properties[" "] = "x"; }), "properties");
  EXPECT_EQ(WrongInUnit([](Unit& unit) { unit.properties["k"] = "\xff"; }), "properties[k]");
}

TEST(Checks, Codes) {
  const auto code = [](uint32_t at) { return Code{CodeKind::kStandalone, at, "<x/>"}; };
  EXPECT_EQ(WrongInSegment("да", {code(0), code(2), code(4)}), "");
  EXPECT_EQ(WrongInSegment("да", {code(5)}), "codes[0].position_byte");
  EXPECT_EQ(WrongInSegment("да", {code(0), code(1)}), "codes[1].position_byte");
  EXPECT_EQ(WrongInSegment("да", {code(4), code(2)}), "codes[1].position_byte");
  EXPECT_EQ(WrongInSegment("да", std::vector<Code>(kMaxCodes + 1, code(0))), "codes");
}

TEST(Checks, Concepts) {
  EXPECT_EQ(WrongInConcept([](Concept&) {}), "");
  for (const char* id : {"", "a b", "a/b", "посол"}) {
    EXPECT_EQ(WrongInConcept([id](Concept& entry) { entry.id = id; }), "name") << id;
  }
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.id = std::string(128, 'a'); }), "");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.id = std::string(129, 'a'); }), "name");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms.clear(); }), "terms");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms[1].text = "—"; }), "terms[1].text");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms[1].language = Language(); }),
            "terms[1].language");
  EXPECT_EQ(WrongInConcept([](Concept& entry) {
              entry.terms[0].forms = {"treaties", ""};
            }),
            "terms[0].forms[1]");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.note = "\xff"; }), "note");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms[0].animacy = std::string(101, 'a'); }),
            "terms[0].animacy");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms[0].source = std::string(1001, 'a'); }),
            "terms[0].source");
  EXPECT_EQ(WrongInConcept([](Concept& entry) { entry.terms[0].confidence = "\xff"; }),
            "terms[0].confidence");
  std::string words;
  for (size_t i = 0; i < kMaxTermWords; ++i) words += "a ";
  EXPECT_EQ(WrongInConcept([&](Concept& entry) { entry.terms[0].text = words; }), "");
  EXPECT_EQ(WrongInConcept([&](Concept& entry) { entry.terms[0].text = words + "a"; }),
            "terms[0].text");
}

TEST(Checks, TimesOfConceptsAndTerms) {
  EXPECT_EQ(WrongInConcept([](Concept& entry) {
              entry.valid = {Date("2019-04-10"), Date("2019-04")};
              entry.terms[0].valid = {Date("2019"), Date("2019-01-01")};
              entry.terms[1].valid.until = Date("1990");
            }),
            "");
  EXPECT_EQ(WrongInConcept([](Concept& entry) {
              entry.valid = {Date("2019-04-10"), Date("2019-04-09")};
            }),
            "valid_until");
  EXPECT_EQ(WrongInConcept([](Concept& entry) {
              entry.terms[1].valid = {Date("2020"), Date("2019-12")};
            }),
            "terms[1].valid_until");
}

TEST(Checks, OutletsOfTerms) {
  const auto wrong = [](std::vector<OutletStatus> outlets) {
    return WrongInConcept([&](Concept& entry) { entry.terms[0].outlets = std::move(outlets); });
  };
  EXPECT_EQ(wrong({{"tass", TermStatus::kPreferred}, {"app-2", TermStatus::kForbidden}}), "");
  for (const char* id : {"", "TASS", "1st", "ria novosti", "тасс", "a.b"}) {
    EXPECT_EQ(wrong({{id, TermStatus::kPreferred}}), "terms[0].outlets[0].outlet") << id;
  }
  EXPECT_EQ(wrong({{std::string(63, 'a'), TermStatus::kPreferred}}), "");
  EXPECT_EQ(wrong({{std::string(64, 'a'), TermStatus::kPreferred}}), "terms[0].outlets[0].outlet");
  EXPECT_EQ(wrong({{"tass", TermStatus::kPreferred}, {"tass", TermStatus::kForbidden}}),
            "terms[0].outlets[1].outlet");
  std::vector<OutletStatus> many;
  for (size_t i = 0; i < kMaxOutlets; ++i) many.push_back({fmt::format("o{}", i), {}});
  EXPECT_EQ(wrong(many), "");
  many.push_back({"more", TermStatus::kAdmitted});
  EXPECT_EQ(wrong(many), "terms[0].outlets");
}

TEST(Checks, AbbreviationsNameAFullFormThatIsThere) {
  const auto wrong = [](std::string full_form, TermType type, std::string_view language = "en") {
    return WrongInConcept([&](Concept& entry) {
      entry.terms[0].full_form = full_form;
      entry.terms[0].type = type;
      entry.terms.push_back(MakeConcept("x", {{"en", "United Nations"}}).terms.front());
      entry.terms.back().language = Lang(language);
    });
  };
  EXPECT_EQ(wrong("United Nations", TermType::kAbbreviation), "");
  EXPECT_EQ(wrong("", TermType::kAbbreviation), "");
  EXPECT_EQ(wrong("United Nations", TermType::kFullForm), "terms[0].full_form");
  EXPECT_EQ(wrong("United nations", TermType::kAbbreviation), "terms[0].full_form");
  EXPECT_EQ(wrong("United Nations", TermType::kAbbreviation, "en-GB"), "terms[0].full_form");
  EXPECT_EQ(wrong("treaty", TermType::kAbbreviation), "terms[0].full_form");
}

TEST(Checks, SayValueAndWhatToDo) {
  Concept entry = MakeConcept("c", {{"en", "UN"}});
  entry.terms[0].full_form = "United Nations";
  EXPECT_THAT(CheckConcept(entry), StatusIs(StatusCode::kInvalidArgument,
                                            "'United Nations' is given, but the term is "
                                            "no abbreviation; leave it out"));
  entry.terms[0].type = TermType::kAbbreviation;
  EXPECT_THAT(CheckConcept(entry), StatusIs(StatusCode::kInvalidArgument,
                                            "'United Nations' is no term of the concept "
                                            "in 'en' that is written out; add it"));
  entry.terms[0].full_form.clear();
  entry.valid = {Date("2021"), Date("2019")};
  EXPECT_THAT(CheckConcept(entry),
              StatusIs(StatusCode::kInvalidArgument,
                       "'2019' is before valid_from '2021'; correct one of them"));
}

TEST(Checks, SayWhichByteIsWrong) {
  EXPECT_THAT(CheckText("text", "да\xff", 10), StatusIs(StatusCode::kInvalidArgument, "byte 4"));
  EXPECT_THAT(CheckText("text", "abc", 2),
              StatusIs(StatusCode::kInvalidArgument, "3 bytes; at most 2"));
}

}  // namespace
}  // namespace dragoman
