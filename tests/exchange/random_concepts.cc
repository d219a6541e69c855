#include "tests/exchange/random_concepts.h"

#include <fmt/format.h>

#include "tests/exchange/read_support.h"

namespace dragoman {
namespace {

PartialDate RandomDate(TestRandom& random) {
  const uint64_t form = random.Below(4);
  const uint64_t year = 1 + random.Below(9999);
  const uint64_t month = 1 + random.Below(12);
  const uint64_t day = 1 + random.Below(28);
  if (form == 0) return {};
  if (form == 1) return Date(fmt::format("{:04}", year));
  if (form == 2) return Date(fmt::format("{:04}-{:02}", year, month));
  return Date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

// Adds how the term may be used, to about every other one.
void AddUse(TestRandom& random, Term& term) {
  if (random.Below(2) == 0) term.animacy = HostileText(random);
  if (random.Below(2) == 0) term.source = HostileText(random);
  if (random.Below(2) == 0) term.confidence = HostileText(random);
  if (random.Below(2) == 0) term.full_form = HostileText(random);
  term.valid = {RandomDate(random), RandomDate(random)};
  for (uint64_t n = random.Below(3); n > 0; --n) {
    term.outlets.push_back(
        {fmt::format("house-{}", n), static_cast<TermStatus>(1 + random.Below(5))});
  }
  term.do_not_translate = random.Below(2) == 0;
}

// Returns one term as its columns order it: by language, then by column.
Term RandomTerm(TestRandom& random, const char* tag) {
  Term term;
  term.language = Tag(tag);
  term.text = HostileText(random);
  term.status = static_cast<TermStatus>(1 + random.Below(5));
  term.type = static_cast<TermType>(1 + random.Below(3));
  term.case_rule = static_cast<CaseRule>(random.Below(3));
  term.no_stem = random.Below(2) == 0;
  if (random.Below(2) == 0) term.gender = HostileText(random);
  if (random.Below(2) == 0) term.part_of_speech = HostileText(random);
  if (random.Below(2) == 0) term.note = HostileText(random);
  for (uint64_t n = random.Below(3); n > 0; --n) term.forms.push_back(HostileText(random));
  AddUse(random, term);
  return term;
}

}  // namespace

Concept RandomConcept(TestRandom& random) {
  Concept entry;
  entry.id = fmt::format("c{}", random.Below(1000));
  for (std::string* text : {&entry.category, &entry.domain, &entry.definition, &entry.note,
                            &entry.source, &entry.confidence, &entry.author}) {
    if (random.Below(2) == 0) *text = HostileText(random);
  }
  for (const char* tag : {"id", "en", "ru", "ur-PK"}) {
    for (uint64_t n = random.Below(4); n > 0; --n) entry.terms.push_back(RandomTerm(random, tag));
  }
  entry.valid = {RandomDate(random), RandomDate(random)};
  entry.do_not_translate = random.Below(2) == 0;
  if (entry.terms.empty()) entry.terms.push_back(RandomTerm(random, "en"));
  return entry;
}

}  // namespace dragoman
