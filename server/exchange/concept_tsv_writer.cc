// Concepts written as tables: see concept_tsv.h.
#include <algorithm>
#include <utility>

#include "server/exchange/concept_columns.h"
#include "server/exchange/concept_tsv.h"
#include "server/exchange/header_row.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/name_table.h"
#include "server/exchange/term_attributes.h"
#include "server/exchange/tsv.h"

namespace dragoman {
namespace {

// Returns the item of a term: it states what its column does not.
ListItem ItemOf(const Term& term, const UsualTerm& usual) {
  ListItem item{.text = term.text, .attributes = AttributesOf(term)};
  if (term.status != usual.status) {
    item.attributes["status"] = NameOfValue(kTermStatusNames, term.status);
  }
  if (term.type != usual.type) item.attributes["type"] = NameOfValue(kTermTypeNames, term.type);
  return item;
}

std::string TermsCell(const Concept& entry, const ConceptColumn& column) {
  std::vector<ListItem> items;
  for (const Term& term : entry.terms) {
    if (term.language == column.language && ColumnFieldOf(term) == column.field) {
      items.push_back(ItemOf(term, UsualTermOf(column.field)));
    }
  }
  return FormatListCell(items);
}

std::string CellOf(const Concept& entry, const ConceptColumn& column, const TableWriter& table) {
  if (column.field == ConceptField::kId) return table.List(EscapeText(entry.id));
  if (column.field == ConceptField::kText) return table.Text(entry.*column.text);
  if (DescribesConcept(column.field)) return ConceptCell(entry, column.field);
  return HoldsTerms(column.field) ? table.List(TermsCell(entry, column)) : "";
}

class ConceptTableWriter : public ConceptTsvWriter {
 public:
  ConceptTableWriter(std::vector<ConceptColumn> columns, const TableStyle& style)
      : columns_(std::move(columns)), table_(style) {}

  std::string Header() const override { return table_.Header(NamesOf(columns_)); }

  std::optional<std::string> Row(const Concept& entry) const override {
    std::vector<std::string> cells;
    bool filled = false;
    for (const ConceptColumn& column : columns_) {
      cells.push_back(CellOf(entry, column, table_));
      filled |= HoldsTerms(column.field) && !cells.back().empty();
    }
    return filled ? std::optional(table_.Row(cells)) : std::nullopt;
  }

 private:
  const std::vector<ConceptColumn> columns_;
  const TableWriter table_;
};

}  // namespace

void ConceptTsvColumns::Add(const Concept& entry) {
  for (const ConceptTextName& one : kConceptTexts) {
    if (!(entry.*one.text).empty()) texts_.emplace(one.name);
  }
  for (const ConceptFieldName& one : kConceptFields) {
    if (!ConceptCell(entry, one.field).empty()) fields_.insert(one.field);
  }
  for (const Term& term : entry.terms) FieldsOf(term.language).insert(ColumnFieldOf(term));
}

std::vector<std::string> ConceptTsvColumns::Names() const {
  if (terms_.empty()) return {};
  std::vector<std::string> names{"id"};
  for (const ConceptTextName& one : kConceptTexts) {
    if (texts_.contains(std::string(one.name))) names.emplace_back(one.name);
  }
  for (const ConceptFieldName& one : kConceptFields) {
    if (fields_.contains(one.field)) names.emplace_back(one.name);
  }
  for (const auto& [language, fields] : terms_) {
    for (const ConceptField field : fields) names.push_back(TermColumnName(language, field));
  }
  return names;
}

std::set<ConceptField>& ConceptTsvColumns::FieldsOf(const Language& language) {
  for (auto& [known, fields] : terms_) {
    if (known == language) return fields;
  }
  return terms_.emplace_back(language, std::set<ConceptField>()).second;
}

StatusOr<std::unique_ptr<ConceptTsvWriter>> ConceptTsvWriter::Create(
    const std::vector<std::string>& columns, const TableStyle& style) {
  ASSIGN_OR_RETURN(auto parsed, ParseConceptColumns(columns));
  return std::make_unique<ConceptTableWriter>(std::move(parsed), style);
}

}  // namespace dragoman
