// The rules that concepts must keep: see checks.h.
#include <absl/container/flat_hash_set.h>

#include <algorithm>

#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/model/term_use.h"
#include "server/text/analysis.h"

namespace dragoman {
namespace {

bool IsConceptIdCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

Status CheckConceptId(std::string_view id) {
  if (!id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), IsConceptIdCharacter)) {
    return absl::OkStatus();
  }
  return FieldError(
      "name", fmt::format("'{}' is no concept id; use 1 to 128 of [A-Za-z0-9._-]", Shortened(id)));
}

bool IsOutletCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

Status CheckTermText(std::string_view field, std::string_view text, const Language& language) {
  RETURN_IF_ERROR(CheckFilledText(field, text, kMaxTermBytes));
  const size_t words = Analyse(text, language).words.size();
  if (words == 0) return FieldError(field, "a term needs a letter or a digit");
  if (words > kMaxTermWords) {
    return FieldError(field, fmt::format("{} words; a term has at most {}", words, kMaxTermWords));
  }
  return absl::OkStatus();
}

Status CheckValidTime(const ValidTime& valid) {
  if (valid.from.empty() || valid.until.empty() || valid.from.FirstDay() <= valid.until.LastDay()) {
    return absl::OkStatus();
  }
  return FieldError("valid_until",
                    fmt::format("'{}' is before valid_from '{}'; correct one of them",
                                valid.until.ToString(), valid.from.ToString()));
}

Status CheckOutlets(const std::vector<OutletStatus>& outlets) {
  if (outlets.size() > kMaxOutlets) {
    return FieldError("outlets",
                      fmt::format("{} given; a term has at most {}", outlets.size(), kMaxOutlets));
  }
  absl::flat_hash_set<std::string_view> seen;
  for (size_t i = 0; i < outlets.size(); ++i) {
    const std::string field = fmt::format("outlets[{}].outlet", i);
    RETURN_IF_ERROR(CheckOutlet(field, outlets[i].outlet));
    if (seen.insert(outlets[i].outlet).second) continue;
    return FieldError(field, fmt::format("'{}' stands twice; a term has one status for an outlet",
                                         outlets[i].outlet));
  }
  return absl::OkStatus();
}

Status CheckForms(const Term& term) {
  if (term.forms.size() > kMaxForms) {
    return FieldError("forms",
                      fmt::format("{} given; a term has at most {}", term.forms.size(), kMaxForms));
  }
  for (size_t i = 0; i < term.forms.size(); ++i) {
    RETURN_IF_ERROR(CheckTermText(fmt::format("forms[{}]", i), term.forms[i], term.language));
  }
  return absl::OkStatus();
}

Status CheckTerm(const Term& term) {
  if (term.language.empty()) return FieldError("language", "a BCP-47 tag is required");
  RETURN_IF_ERROR(CheckTermText("text", term.text, term.language));
  RETURN_IF_ERROR(CheckText("part_of_speech", term.part_of_speech, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckText("gender", term.gender, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckText("animacy", term.animacy, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckText("note", term.note, kMaxNoteBytes));
  RETURN_IF_ERROR(CheckText("source", term.source, kMaxSourceBytes));
  RETURN_IF_ERROR(CheckText("confidence", term.confidence, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckForms(term));
  RETURN_IF_ERROR(CheckValidTime(term.valid));
  return CheckOutlets(term.outlets);
}

// Checks that what an abbreviation names as its full form is a term beside it.
Status CheckFullForm(const Concept& entry, const Term& term) {
  if (term.full_form.empty()) return absl::OkStatus();
  if (term.type != TermType::kAbbreviation) {
    return FieldError("full_form", fmt::format("'{}' is given, but the term is no abbreviation; "
                                               "leave it out or make the type ABBREVIATION",
                                               Shortened(term.full_form)));
  }
  if (FullFormOf(entry, term) != nullptr) return absl::OkStatus();
  return FieldError("full_form",
                    fmt::format("'{}' is no term of the concept in '{}' that is written out; add "
                                "it or name one that is there",
                                Shortened(term.full_form), term.language.tag()));
}

}  // namespace

Status CheckOutlet(std::string_view field, std::string_view outlet) {
  if (!outlet.empty() && outlet.size() <= kMaxOutletBytes && outlet[0] >= 'a' && outlet[0] <= 'z' &&
      std::all_of(outlet.begin(), outlet.end(), IsOutletCharacter)) {
    return absl::OkStatus();
  }
  return FieldError(field,
                    fmt::format("'{}' is no id of an outlet; use 1 to {} of a-z, 0-9 and '-', a "
                                "letter first",
                                Shortened(outlet), kMaxOutletBytes));
}

Status CheckConcept(const Concept& entry) {
  RETURN_IF_ERROR(CheckConceptId(entry.id));
  RETURN_IF_ERROR(CheckText("category", entry.category, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckText("domain", entry.domain, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("definition", entry.definition, kMaxNoteBytes));
  RETURN_IF_ERROR(CheckText("note", entry.note, kMaxNoteBytes));
  RETURN_IF_ERROR(CheckText("source", entry.source, kMaxSourceBytes));
  RETURN_IF_ERROR(CheckText("confidence", entry.confidence, kMaxLabelBytes));
  RETURN_IF_ERROR(CheckText("author", entry.author, kMaxNameBytes));
  RETURN_IF_ERROR(CheckText("batch_id", entry.batch_id, kMaxRequestIdBytes));
  RETURN_IF_ERROR(CheckValidTime(entry.valid));
  if (entry.terms.empty() || entry.terms.size() > kMaxTerms) {
    return FieldError(
        "terms", fmt::format("{} given; a concept has 1 to {}", entry.terms.size(), kMaxTerms));
  }
  for (size_t i = 0; i < entry.terms.size(); ++i) {
    const std::string field = fmt::format("terms[{}]", i);
    RETURN_IF_ERROR(WithFieldPrefix(field, CheckTerm(entry.terms[i])));
    RETURN_IF_ERROR(WithFieldPrefix(field, CheckFullForm(entry, entry.terms[i])));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
