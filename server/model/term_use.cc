#include "server/model/term_use.h"

#include <algorithm>

namespace dragoman {

TermUse StatusInForce(const Term& term, std::string_view outlet, const PartialDate& date) {
  const auto own = std::find_if(term.outlets.begin(), term.outlets.end(),
                                [outlet](const OutletStatus& one) { return one.outlet == outlet; });
  return {.status = own == term.outlets.end() ? term.status : own->status,
          .out_of_time = !IsInTime(term.valid, date)};
}

TermUse StatusInForce(const Concept& entry, const Term& term, std::string_view outlet,
                      const PartialDate& date) {
  TermUse use = StatusInForce(term, outlet, date);
  use.out_of_time |= !IsInTime(entry.valid, date);
  return use;
}

int RankOf(TermStatus status) {
  switch (status) {
    case TermStatus::kPreferred:
      return 0;
    case TermStatus::kAdmitted:
      return 1;
    case TermStatus::kDeprecated:
      return 2;
    case TermStatus::kObsolete:
      return 3;
    case TermStatus::kForbidden:
      return 4;
  }
  return 4;
}

bool IsUsable(TermStatus status) {
  return status == TermStatus::kPreferred || status == TermStatus::kAdmitted;
}

bool IsKept(const Concept& entry, const Term& term) {
  return entry.do_not_translate || term.do_not_translate;
}

bool IsPlace(const Concept& entry) {
  return entry.category == "place" || entry.category == "country" || entry.category == "capital";
}

bool IsName(const Concept& entry) { return IsPlace(entry) || entry.category == "person"; }

bool IsPhrase(const Concept& entry) { return entry.category == "phrase"; }

const Term* FullFormOf(const Concept& entry, const Term& term) {
  if (term.type != TermType::kAbbreviation) return nullptr;
  const auto found = std::find_if(entry.terms.begin(), entry.terms.end(), [&](const Term& other) {
    if (other.type == TermType::kAbbreviation || !(other.language == term.language)) return false;
    return term.full_form.empty() ? other.status == TermStatus::kPreferred
                                  : other.text == term.full_form;
  });
  return found == entry.terms.end() ? nullptr : &*found;
}

}  // namespace dragoman
