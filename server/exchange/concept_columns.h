// The columns of concept_tsv.h: their names, and what each says of a concept. Used by the reader
// and the writer only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/model/concept.h"

namespace dragoman {

enum class ConceptField : uint8_t {
  kSkip,
  kId,
  kText,
  kPreferred,  // From here to kForbidden: lists of terms.
  kVariants,
  kAbbreviations,
  kDeprecated,
  kForbidden,
  kForms,  // From here on: of the preferred term.
  kGender,
  kPartOfSpeech,
  kTermNote
};

struct ConceptColumn {
  std::string name;
  ConceptField field = ConceptField::kSkip;
  std::string Concept::*text = nullptr;  // Of kText.
  Language language;                     // Of kPreferred and below.
};

inline bool HoldsTerms(ConceptField field) {
  return field >= ConceptField::kPreferred && field <= ConceptField::kForbidden;
}
inline bool DescribesPreferredTerm(ConceptField field) { return field >= ConceptField::kForms; }

// The columns of kText.
struct ConceptTextName {
  std::string_view name;
  std::string Concept::*text;
};
inline constexpr std::array kConceptTexts{ConceptTextName{"category", &Concept::category},
                                          ConceptTextName{"domain", &Concept::domain},
                                          ConceptTextName{"definition", &Concept::definition},
                                          ConceptTextName{"note", &Concept::note},
                                          ConceptTextName{"source", &Concept::source},
                                          ConceptTextName{"confidence", &Concept::confidence},
                                          ConceptTextName{"author", &Concept::author}};

// What a term of a column is unless its attributes state otherwise.
struct UsualTerm {
  TermStatus status = TermStatus::kAdmitted;
  TermType type = TermType::kVariant;
};
UsualTerm UsualTermOf(ConceptField field);

// Returns the field that holds a term with fewest attributes.
ConceptField ColumnFieldOf(const Term& term);

// Returns the name of a column of terms, e.g. "ru" or "ru_variants".
std::string TermColumnName(const Language& language, ConceptField field);

// Names of enumerators, by their values; 0 has none.
inline constexpr std::array<std::string_view, 5> kTermStatusNames{"", "preferred", "admitted",
                                                                  "deprecated", "forbidden"};
inline constexpr std::array<std::string_view, 4> kTermTypeNames{"", "full", "abbr", "variant"};
inline constexpr std::array<std::string_view, 3> kCaseRuleNames{"", "any", "exact"};

// Errors: InvalidArgument about "columns", naming the column and what is allowed.
StatusOr<std::vector<ConceptColumn>> ParseConceptColumns(const std::vector<std::string>& names);

}  // namespace dragoman
