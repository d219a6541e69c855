// The columns of concept_tsv.h: their names, and what each says of a concept. Used by the reader
// and the writer only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/column_names.h"
#include "server/model/concept.h"

namespace dragoman {

enum class ConceptField : uint8_t {
  kSkip,
  kId,
  kText,
  kValidFrom,  // From here to kTranslate: of the concept.
  kValidUntil,
  kTranslate,
  kPreferred,  // From here to kForbidden: lists of terms.
  kVariants,
  kAbbreviations,
  kDeprecated,
  kObsolete,
  kForbidden,
  kForms,  // From here on: of the preferred term.
  kGender,
  kAnimacy,
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
inline bool DescribesConcept(ConceptField field) {
  return field >= ConceptField::kValidFrom && field <= ConceptField::kTranslate;
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

// The columns of kValidFrom to kTranslate.
struct ConceptFieldName {
  std::string_view name;
  ConceptField field;
};
inline constexpr std::array kConceptFields{
    ConceptFieldName{"valid_from", ConceptField::kValidFrom},
    ConceptFieldName{"valid_until", ConceptField::kValidUntil},
    ConceptFieldName{"translate", ConceptField::kTranslate}};

// Returns the cell of such a column, "" when there is nothing to say.
std::string ConceptCell(const Concept& entry, ConceptField field);

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
inline constexpr std::array<std::string_view, 6> kTermStatusNames{
    "", "preferred", "admitted", "deprecated", "forbidden", "obsolete"};
inline constexpr std::array<std::string_view, 4> kTermTypeNames{"", "full", "abbr", "variant"};
inline constexpr std::array<std::string_view, 3> kCaseRuleNames{"", "any", "exact"};

// Errors: InvalidArgument about "columns", naming the column and what is allowed.
StatusOr<std::vector<ConceptColumn>> ParseConceptColumns(const std::vector<std::string>& names,
                                                         ColumnNaming naming = ColumnNaming::kOwn);

}  // namespace dragoman
