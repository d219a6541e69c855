// Concepts read from tables: see concept_tsv.h.
#include <algorithm>
#include <utility>

#include "server/exchange/column_names.h"
#include "server/exchange/concept_columns.h"
#include "server/exchange/concept_tsv.h"
#include "server/exchange/header_row.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/skipped_rows.h"
#include "server/exchange/term_attributes.h"
#include "server/exchange/tsv.h"

namespace dragoman {
namespace {

StatusOr<Term> TermOf(const ConceptColumn& column, const ListItem& item) {
  const UsualTerm usual = UsualTermOf(column.field);
  Term term;
  term.language = column.language;
  term.text = item.text;
  term.status = usual.status;
  term.type = usual.type;
  for (const auto& [name, value] : item.attributes) {
    RETURN_IF_ERROR(SetAttribute(name, value, term));
  }
  return term;
}

Status AddTerms(const ConceptColumn& column, std::string_view cell, Concept& entry) {
  ASSIGN_OR_RETURN(const auto items, ParseListCell(cell));
  for (const ListItem& item : items) {
    ASSIGN_OR_RETURN(Term term, TermOf(column, item));
    entry.terms.push_back(std::move(term));
  }
  return absl::OkStatus();
}

// Sets what a column says of the preferred term of its language.
Status DescribeTerm(const ConceptColumn& column, std::string_view cell, Concept& entry) {
  const auto term = std::find_if(entry.terms.begin(), entry.terms.end(), [&](const Term& one) {
    return one.language == column.language && one.status == TermStatus::kPreferred;
  });
  if (term == entry.terms.end()) {
    return Error(StatusCode::kInvalidArgument,
                 "there is no preferred term in '{}' to describe; fill in the column '{}'",
                 column.language.tag(), TermColumnName(column.language, ConceptField::kPreferred));
  }
  switch (column.field) {
    case ConceptField::kForms: {
      ASSIGN_OR_RETURN(term->forms, SplitEscaped(cell, ';'));
      break;
    }
    case ConceptField::kGender: {
      ASSIGN_OR_RETURN(term->gender, UnescapeText(cell));
      break;
    }
    case ConceptField::kAnimacy: {
      ASSIGN_OR_RETURN(term->animacy, UnescapeText(cell));
      break;
    }
    case ConceptField::kPartOfSpeech: {
      ASSIGN_OR_RETURN(term->part_of_speech, UnescapeText(cell));
      break;
    }
    default: {
      ASSIGN_OR_RETURN(term->note, UnescapeText(cell));
      break;
    }
  }
  return absl::OkStatus();
}

// Sets what a column beside the texts says of the concept.
Status DescribeConcept(ConceptField field, std::string_view cell, Concept& entry) {
  if (field == ConceptField::kValidFrom) {
    ASSIGN_OR_RETURN(entry.valid.from, PartialDate::Parse(cell));
  } else if (field == ConceptField::kValidUntil) {
    ASSIGN_OR_RETURN(entry.valid.until, PartialDate::Parse(cell));
  } else {
    ASSIGN_OR_RETURN(entry.do_not_translate, IsNo(cell));
  }
  return absl::OkStatus();
}

Status SetField(const ConceptColumn& column, std::string_view cell, CellForm form, Concept& entry) {
  if (HoldsTerms(column.field)) return AddTerms(column, cell, entry);
  if (DescribesConcept(column.field)) return DescribeConcept(column.field, cell, entry);
  if (DescribesPreferredTerm(column.field)) return DescribeTerm(column, cell, entry);
  if (column.field == ConceptField::kId) {
    ASSIGN_OR_RETURN(entry.id, UnescapeText(cell));
  } else if (column.field == ConceptField::kText) {
    ASSIGN_OR_RETURN(entry.*column.text, TextOfCell(cell, form));
  }
  return absl::OkStatus();
}

class ConceptTableReader : public ConceptReader {
 public:
  ConceptTableReader(const TableSettings& settings, std::vector<ConceptColumn> columns,
                     std::unique_ptr<TableReader> rows)
      : form_(settings.is_csv ? CellForm::kSheet : CellForm::kEscaped),
        is_raw_(settings.is_raw),
        repeat_is_skipped_(!columns.empty()),
        rows_(std::move(rows)) {
    if (columns.empty()) map_ = settings.columns;
    if (!columns.empty()) SetColumns(std::move(columns));
  }

  Status Feed(std::string_view bytes, const Sink& sink) override {
    return rows_->Feed(bytes, [&](const TsvRow& row) { return TakeRow(row, sink); });
  }
  Status Finish(const Sink& sink) override {
    return rows_->Finish([&](const TsvRow& row) { return TakeRow(row, sink); });
  }
  const SkippedEntries* KeepTexts() override { return &skipped_; }
  std::optional<TableForm> Table() const override { return rows_->form(); }

 private:
  Status TakeRow(const TsvRow& row, const Sink& sink) {
    if (!std::exchange(begun_, true) && !columns_.empty()) SetSkipped();
    if (columns_.empty()) return TakeHeader(row);
    if (!row.status.ok()) return sink({row.line, row.status, false, row.text});
    if (row.line == 1 && IsSkippedHeader(row.cells, names_)) return TakeHeader(row);
    if (repeat_is_skipped_ && row.line == 1 && RepeatsColumns(row.cells, names_)) {
      return absl::OkStatus();
    }
    if (row.IsEmpty()) return absl::OkStatus();
    return sink({row.line, ConceptOf(row), false, row.text});
  }

  Status TakeHeader(const TsvRow& row) {
    if (!row.status.ok()) return BadFirstLine(row.status);
    std::vector<std::string> names = row.cells;
    if (names.front() != kSkippedColumn) {  // Else they are mapped already.
      ASSIGN_OR_RETURN(names, MappedColumns(map_, std::move(names)));
    }
    auto columns = ParseConceptColumns(names, ColumnNaming::kAnyUsual);
    if (!columns.ok()) return BadHeader(columns.status());
    SetColumns(*std::move(columns));
    return absl::OkStatus();
  }

  void SetColumns(std::vector<ConceptColumn> columns) {
    columns_ = std::move(columns);
    names_ = NamesOf(columns_);
    if (begun_) SetSkipped();
  }

  // Requires: the first row was read, which tells the delimiter.
  void SetSkipped() {
    skipped_.Set(
        {.columns = names_, .csv = CsvStyleOf(*rows_, form_, is_raw_), .ids_from_lines = true});
  }

  StatusOr<Concept> ConceptOf(const TsvRow& row) const {
    RETURN_IF_ERROR(CheckCellCount(row.cells.size(), names_));
    Concept entry;
    RETURN_IF_ERROR(SetFields(row, /*describing=*/false, entry));
    RETURN_IF_ERROR(SetFields(row, /*describing=*/true, entry));
    if (entry.id.empty()) entry.id = fmt::format("line-{}", row.line);
    return entry;
  }

  // Sets the columns that describe preferred terms, or all others: what describes a term may stand
  // before it.
  Status SetFields(const TsvRow& row, bool describing, Concept& entry) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const ConceptColumn& column = columns_[i];
      if (row.cells[i].empty() || DescribesPreferredTerm(column.field) != describing) continue;
      const Status status = SetField(column, row.cells[i], form_, entry);
      if (!status.ok()) return FieldError(column.name, MessageOf(status));
    }
    return absl::OkStatus();
  }

  std::vector<ConceptColumn> columns_;
  std::vector<std::string> names_;
  std::vector<std::string> map_;  // NAME=COLUMN.
  const CellForm form_;           // Of texts; lists have escapes of their own.
  const bool is_raw_;
  const bool repeat_is_skipped_;
  bool begun_ = false;
  const std::unique_ptr<TableReader> rows_;
  SkippedRows skipped_;
};

}  // namespace

StatusOr<std::unique_ptr<ConceptReader>> NewConceptTsvReader(const TableSettings& settings) {
  ASSIGN_OR_RETURN(auto rows, TableReader::Create(settings));
  std::vector<ConceptColumn> columns;
  if (!settings.columns.empty() && !IsColumnMap(settings.columns)) {
    ASSIGN_OR_RETURN(columns, ParseConceptColumns(settings.columns));
  }
  return std::make_unique<ConceptTableReader>(settings, std::move(columns), std::move(rows));
}

}  // namespace dragoman
