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
  std::string words;
  for (size_t i = 0; i < kMaxTermWords; ++i) words += "a ";
  EXPECT_EQ(WrongInConcept([&](Concept& entry) { entry.terms[0].text = words; }), "");
  EXPECT_EQ(WrongInConcept([&](Concept& entry) { entry.terms[0].text = words + "a"; }),
            "terms[0].text");
}

TEST(Checks, SayWhichByteIsWrong) {
  EXPECT_THAT(CheckText("text", "да\xff", 10), StatusIs(StatusCode::kInvalidArgument, "byte 4"));
  EXPECT_THAT(CheckText("text", "abc", 2),
              StatusIs(StatusCode::kInvalidArgument, "3 bytes; at most 2"));
}

}  // namespace
}  // namespace dragoman
