#include "tests/engine/engine_support.h"

#include <array>

namespace dragoman {

Language Lang(std::string_view tag) { return Language::Parse(tag).value(); }

PartialDate Date(std::string_view text) { return PartialDate::Parse(text).value(); }

Variant MakeVariant(std::string_view language, std::string text) {
  Variant variant;
  variant.language = Lang(language);
  variant.segment.text = std::move(text);
  return variant;
}

Unit MakeUnit(const VariantTexts& variants) {
  Unit unit;
  for (const auto& [language, text] : variants) {
    unit.variants.push_back(MakeVariant(language, text));
  }
  return unit;
}

UnitWrite MakeWrite(Unit unit) {
  Language source = unit.variants.front().language;
  return {std::move(unit), std::move(source)};
}

UnitWrite MakeWrite(const VariantTexts& variants) { return MakeWrite(MakeUnit(variants)); }

Concept MakeConcept(std::string id, const VariantTexts& terms) {
  Concept entry;
  entry.id = std::move(id);
  for (const auto& [language, text] : terms) {
    Term term;
    term.language = Lang(language);
    term.text = text;
    entry.terms.push_back(std::move(term));
  }
  return entry;
}

std::vector<Unit> AllUnitsOf(const MemoryShard& memory) {
  std::vector<Unit> units;
  UnitId from = 0;
  for (bool more = true; more;) {
    auto page = memory.List(from, 1000);
    EXPECT_OK(page);
    if (!page.ok()) return units;
    for (Unit& unit : page->units) units.push_back(std::move(unit));
    more = page->next.has_value();
    from = page->next.value_or(0);
  }
  return units;
}

std::string RandomSentence(TestRandom& random, size_t max_words) {
  static constexpr std::array kWords = {"the",     "council", "Council", "decides", "decided",
                                        "to",      "remain",  "seized",  "of",      "matter",
                                        "matters", "not",     "12",      "2004",    "report"};
  static constexpr std::array kMarks = {"", "", "", "", ",", ".", ";"};
  std::string text;
  const uint64_t words = 1 + random.Below(max_words);
  for (uint64_t i = 0; i < words; ++i) {
    if (i > 0) text += ' ';
    text += kWords.at(random.Below(kWords.size()));
    text += kMarks.at(random.Below(kMarks.size()));
  }
  return text;
}

}  // namespace dragoman
