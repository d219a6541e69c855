#include "server/exchange/concept_columns.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>

#include <set>
#include <utility>

#include "server/exchange/concept_tsv.h"
#include "server/exchange/skipped_rows.h"
namespace dragoman {
namespace {

struct TermFieldName {
  std::string_view suffix;
  ConceptField field;
};
constexpr std::array kTermFields{TermFieldName{"preferred", ConceptField::kPreferred},
                                 TermFieldName{"variants", ConceptField::kVariants},
                                 TermFieldName{"abbr", ConceptField::kAbbreviations},
                                 TermFieldName{"deprecated", ConceptField::kDeprecated},
                                 TermFieldName{"obsolete", ConceptField::kObsolete},
                                 TermFieldName{"forbidden", ConceptField::kForbidden},
                                 TermFieldName{"forms", ConceptField::kForms},
                                 TermFieldName{"gender", ConceptField::kGender},
                                 TermFieldName{"animacy", ConceptField::kAnimacy},
                                 TermFieldName{"pos", ConceptField::kPartOfSpeech},
                                 TermFieldName{"note", ConceptField::kTermNote}};

std::vector<std::string_view> TextNames() {
  std::vector<std::string_view> names{kIdColumn};
  for (const ConceptTextName& one : kConceptTexts) names.push_back(one.name);
  for (const ConceptFieldName& one : kConceptFields) names.push_back(one.name);
  return names;
}

Status NoSuchSuffix(std::string_view name) {
  std::vector<std::string_view> suffixes;
  for (const TermFieldName& one : kTermFields) suffixes.push_back(one.suffix);
  return BadColumn(name, fmt::format("is no column of glossaries; after a language tag and '_' "
                                     "there may be {}",
                                     fmt::join(suffixes, ", ")));
}

StatusOr<ConceptField> FieldOfSuffix(std::string_view name, size_t underscore) {
  if (underscore == std::string_view::npos) return ConceptField::kPreferred;
  for (const TermFieldName& one : kTermFields) {
    if (one.suffix == name.substr(underscore + 1)) return one.field;
  }
  return NoSuchSuffix(name);
}

StatusOr<ConceptColumn> ParseTermColumn(std::string_view name) {
  if (absl::EqualsIgnoreCase(ToAbsl(name), "pos")) {  // Well-formed as a tag.
    return BadColumn(name, "names no language; write en_pos for the terms in en");
  }
  const size_t underscore = name.rfind('_');
  const auto language = Language::Parse(name.substr(0, underscore));
  if (!language.ok()) {
    return BadColumn(name, fmt::format("is no column of glossaries; use {}, language tags such as "
                                       "en, ru or ur-PK, or '-' for a column to be left out",
                                       fmt::join(TextNames(), ", ")));
  }
  ConceptColumn column{.name = std::string(name),
                       .field = ConceptField::kPreferred,
                       .text = nullptr,
                       .language = *language};
  ASSIGN_OR_RETURN(column.field, FieldOfSuffix(name, underscore));
  return column;
}

StatusOr<ConceptColumn> ParseOwnConceptColumn(std::string_view name) {
  ConceptColumn column{
      .name = std::string(name), .field = ConceptField::kSkip, .text = nullptr, .language = {}};
  if (name == "-" || name == kSkippedColumn) return column;
  if (absl::EqualsIgnoreCase(ToAbsl(name), ToAbsl(kIdColumn))) {
    column.field = ConceptField::kId;
    return column;
  }
  for (const ConceptTextName& one : kConceptTexts) {
    if (!absl::EqualsIgnoreCase(ToAbsl(one.name), ToAbsl(name))) continue;
    column.field = ConceptField::kText;
    column.text = one.text;
    return column;
  }
  for (const ConceptFieldName& one : kConceptFields) {
    if (one.name != name) continue;
    column.field = one.field;
    return column;
  }
  return ParseTermColumn(name);
}

// As people call it, or as it is called here.
StatusOr<ConceptColumn> ParseUsualConceptColumn(std::string_view name) {
  auto column = ParseOwnConceptColumn(name);
  const auto meant = column.ok() ? std::nullopt : ConceptColumnOfName(name);
  if (!meant) return column;
  ASSIGN_OR_RETURN(column, ParseOwnConceptColumn(*meant));
  column->name = name;
  return column;
}

Status CheckColumns(const std::vector<ConceptColumn>& columns) {
  std::set<std::string> seen;
  bool has_terms = false;
  for (const ConceptColumn& column : columns) {
    if (column.field == ConceptField::kSkip) continue;
    has_terms |= HoldsTerms(column.field);
    const std::string_view prefix = column.language.empty() ? column.name : column.language.tag();
    if (!seen.insert(fmt::format("{}_{}", prefix, static_cast<int>(column.field))).second) {
      return BadColumn(column.name, "is given twice; name each column once");
    }
  }
  if (has_terms) return absl::OkStatus();
  return FieldError("columns", "no terms among them; name languages, as in id,en,ru,ur");
}

}  // namespace

std::string ConceptCell(const Concept& entry, ConceptField field) {
  switch (field) {
    case ConceptField::kValidFrom:
      return entry.valid.from.ToString();
    case ConceptField::kValidUntil:
      return entry.valid.until.ToString();
    default:
      return entry.do_not_translate ? "no" : "";
  }
}

UsualTerm UsualTermOf(ConceptField field) {
  switch (field) {
    case ConceptField::kPreferred:
      return {TermStatus::kPreferred, TermType::kFullForm};
    case ConceptField::kAbbreviations:
      return {TermStatus::kAdmitted, TermType::kAbbreviation};
    case ConceptField::kDeprecated:
      return {TermStatus::kDeprecated, TermType::kFullForm};
    case ConceptField::kObsolete:
      return {TermStatus::kObsolete, TermType::kFullForm};
    case ConceptField::kForbidden:
      return {TermStatus::kForbidden, TermType::kFullForm};
    default:
      return {TermStatus::kAdmitted, TermType::kVariant};
  }
}

ConceptField ColumnFieldOf(const Term& term) {
  if (term.status == TermStatus::kPreferred) return ConceptField::kPreferred;
  if (term.status == TermStatus::kDeprecated) return ConceptField::kDeprecated;
  if (term.status == TermStatus::kObsolete) return ConceptField::kObsolete;
  if (term.status == TermStatus::kForbidden) return ConceptField::kForbidden;
  const bool is_short = term.type == TermType::kAbbreviation;
  return is_short ? ConceptField::kAbbreviations : ConceptField::kVariants;
}

std::string TermColumnName(const Language& language, ConceptField field) {
  const std::string& tag = language.tag();
  // The tag of Indonesian is the name of another column.
  if (field == ConceptField::kPreferred && tag != kIdColumn) return tag;
  for (const TermFieldName& one : kTermFields) {
    if (one.field == field) return fmt::format("{}_{}", tag, one.suffix);
  }
  return tag;
}

std::string ConceptTsvColumnOf(const Term& term) {
  return TermColumnName(term.language, ColumnFieldOf(term));
}

StatusOr<std::vector<ConceptColumn>> ParseConceptColumns(const std::vector<std::string>& names,
                                                         ColumnNaming naming) {
  std::vector<ConceptColumn> columns;
  for (const std::string& given : names) {
    const std::string_view name = ToStd(absl::StripAsciiWhitespace(ToAbsl(given)));
    ASSIGN_OR_RETURN(ConceptColumn column, naming == ColumnNaming::kOwn
                                               ? ParseOwnConceptColumn(name)
                                               : ParseUsualConceptColumn(name));
    columns.push_back(std::move(column));
  }
  RETURN_IF_ERROR(CheckColumns(columns));
  return columns;
}

}  // namespace dragoman
