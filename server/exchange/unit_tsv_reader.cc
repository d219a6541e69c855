// Units read from tables: see unit_tsv.h.
#include <absl/strings/numbers.h>

#include <algorithm>
#include <utility>

#include "server/exchange/column_names.h"
#include "server/exchange/header_row.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/name_table.h"
#include "server/exchange/skipped_rows.h"
#include "server/exchange/tsv.h"
#include "server/exchange/unit_columns.h"
#include "server/exchange/unit_tsv.h"

namespace dragoman {
namespace {

StatusOr<int64_t> MicrosOfCell(std::string_view text) {
  int64_t micros = 0;
  if (absl::SimpleAtoi(ToAbsl(text), &micros) && micros > 0) return micros;
  return Error(StatusCode::kInvalidArgument, "'{}' is no time; write microseconds since 1970 UTC",
               Shortened(text));
}

StatusOr<Code> CodeOf(const ListItem& item) {
  Code code;
  ASSIGN_OR_RETURN(code.kind, ValueOfName<CodeKind>(kCodeKindNames, item.text));
  for (const auto& [name, value] : item.attributes) {
    ASSIGN_OR_RETURN(std::string text, UnescapeText(value));
    if (name == "code") {
      code.content = std::move(text);
    } else if (name != "at") {
      return Error(StatusCode::kInvalidArgument, "no attribute '{}' of codes; use at and code",
                   Shortened(name));
    } else if (!absl::SimpleAtoi(text, &code.position_byte)) {
      return Error(StatusCode::kInvalidArgument, "'{}' is no byte position", Shortened(text));
    }
  }
  return code;
}

StatusOr<std::vector<Code>> ParseCodes(std::string_view cell) {
  ASSIGN_OR_RETURN(const auto items, ParseListCell(cell));
  std::vector<Code> codes;
  for (const ListItem& item : items) {
    ASSIGN_OR_RETURN(Code code, CodeOf(item));
    codes.push_back(std::move(code));
  }
  return codes;
}

// Returns the unit's variant of the language; adds it when there is none.
Variant& VariantOf(Unit& unit, const Language& language) {
  for (Variant& variant : unit.variants) {
    if (variant.language == language) return variant;
  }
  unit.variants.emplace_back().language = language;
  return unit.variants.back();
}

// Sets what a filled cell of a language says; codes are still escaped.
Status SetVariantField(const UnitColumn& column, std::string text, Unit& unit) {
  Variant& variant = VariantOf(unit, column.language);
  switch (column.field) {
    case UnitField::kPrevious:
      variant.previous = std::move(text);
      break;
    case UnitField::kNext:
      variant.next = std::move(text);
      break;
    case UnitField::kCodes: {
      ASSIGN_OR_RETURN(variant.segment.codes, ParseCodes(text));
      break;
    }
    default:
      variant.segment.text = std::move(text);
  }
  return absl::OkStatus();
}

// Sets what a filled cell says.
Status SetField(const UnitColumn& column, std::string text, Unit& unit) {
  switch (column.field) {
    case UnitField::kSkip:
      break;
    case UnitField::kText:
    case UnitField::kPrevious:
    case UnitField::kNext:
    case UnitField::kCodes:
      return SetVariantField(column, std::move(text), unit);
    case UnitField::kOrigin: {
      ASSIGN_OR_RETURN(unit.origin, ValueOfName<Origin>(kOriginNames, text));
      break;
    }
    case UnitField::kState: {
      ASSIGN_OR_RETURN(unit.state, ValueOfName<ReviewState>(kStateNames, text));
      break;
    }
    case UnitField::kAuthor:
      unit.author = std::move(text);
      break;
    case UnitField::kDocument:
      unit.document = std::move(text);
      break;
    case UnitField::kDomain:
      unit.domain = std::move(text);
      break;
    case UnitField::kCreated: {
      ASSIGN_OR_RETURN(unit.created_micros, MicrosOfCell(text));
      break;
    }
    case UnitField::kChanged: {
      ASSIGN_OR_RETURN(unit.changed_micros, MicrosOfCell(text));
      break;
    }
    case UnitField::kProperty:
      unit.properties[column.key] = std::move(text);
      break;
  }
  return absl::OkStatus();
}

StatusOr<std::vector<std::string>> TextsOf(const std::vector<std::string>& cells, CellForm form) {
  std::vector<std::string> texts;
  for (const std::string& cell : cells) {
    ASSIGN_OR_RETURN(std::string text, TextOfCell(cell, form));
    texts.push_back(std::move(text));
  }
  return texts;
}

CellForm FormOf(const TableSettings& settings) {
  if (settings.is_csv) return CellForm::kSheet;
  const bool escapes = settings.escapes.value_or(settings.columns.empty());
  return escapes ? CellForm::kEscaped : CellForm::kPlain;
}

class UnitTableReader : public UnitReader {
 public:
  UnitTableReader(const TableSettings& settings, std::vector<UnitColumn> columns,
                  std::unique_ptr<TableReader> rows)
      : form_(FormOf(settings)), is_raw_(settings.is_raw), rows_(std::move(rows)) {
    if (columns.empty()) map_ = settings.columns;
    if (!columns.empty()) SetColumns(std::move(columns));
    repeat_is_skipped_ = !columns_.empty();
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
    if (row.line == 1 && IsSkippedHeader(row.cells, names_)) return TakeSkippedHeader();
    if (repeat_is_skipped_ && row.line == 1 && RepeatsColumns(row.cells, names_)) {
      return absl::OkStatus();
    }
    if (row.status.ok() && row.IsEmpty()) {
      begins_document_ = true;
      return absl::OkStatus();
    }
    const bool begins = std::exchange(begins_document_, false);
    if (!row.status.ok()) return sink({row.line, row.status, begins, row.text});
    return sink({row.line, UnitOf(row.cells), begins, row.text});
  }

  // The columns were given for the file that this one is skipped from, whose cells were not
  // escaped.
  Status TakeSkippedHeader() {
    if (form_ == CellForm::kPlain) form_ = CellForm::kEscaped;
    std::vector<UnitColumn> columns = std::move(columns_);
    columns.insert(columns.begin(), UnitColumn())->name = kSkippedColumn;
    SetColumns(std::move(columns));
    return absl::OkStatus();
  }

  Status TakeHeader(const TsvRow& row) {
    if (!row.status.ok()) return BadFirstLine(row.status);
    auto names = TextsOf(row.cells, form_);
    if (!names.ok()) return BadFirstLine(names.status());
    if (names->front() != kSkippedColumn) {  // Else they are mapped already.
      ASSIGN_OR_RETURN(names, MappedColumns(map_, *std::move(names)));
    }
    auto columns = ParseUnitColumns(*names, ColumnNaming::kAnyUsual);
    if (!columns.ok()) return BadHeader(columns.status());
    SetColumns(*std::move(columns));
    return absl::OkStatus();
  }

  void SetColumns(std::vector<UnitColumn> columns) {
    columns_ = std::move(columns);
    names_ = NamesOf(columns_);
    if (begun_) SetSkipped();
  }

  // Requires: the first row was read, which tells the delimiter.
  void SetSkipped() {
    skipped_.Set({.columns = names_,
                  .escapes = form_ == CellForm::kEscaped,
                  .csv = CsvStyleOf(*rows_, form_, is_raw_)});
  }

  StatusOr<UnitEntry> UnitOf(const std::vector<std::string>& cells) const {
    RETURN_IF_ERROR(CheckCellCount(cells.size(), names_));
    UnitEntry entry;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty() || columns_[i].field == UnitField::kSkip) continue;
      const Status status = SetCell(columns_[i], cells[i], entry.unit);
      if (!status.ok()) return FieldError(columns_[i].name, MessageOf(status));
    }
    // A cell of spaces is an empty one to those who look at the table.
    std::erase_if(entry.unit.variants,
                  [](const Variant& variant) { return IsBlank(variant.segment.text); });
    if (!entry.unit.variants.empty()) entry.source = entry.unit.variants.front().language;
    return entry;
  }

  Status SetCell(const UnitColumn& column, const std::string& cell, Unit& unit) const {
    const bool is_list = column.field == UnitField::kCodes;  // Has escapes of its own.
    if (is_list) return SetField(column, cell, unit);
    ASSIGN_OR_RETURN(std::string text, TextOfCell(cell, form_));
    return SetField(column, std::move(text), unit);
  }

  std::vector<UnitColumn> columns_;
  std::vector<std::string> names_;
  std::vector<std::string> map_;  // NAME=COLUMN.
  CellForm form_;
  const bool is_raw_;
  bool repeat_is_skipped_ = false;
  bool begun_ = false;
  const std::unique_ptr<TableReader> rows_;
  SkippedRows skipped_;
  bool begins_document_ = true;
};

}  // namespace

StatusOr<std::unique_ptr<UnitReader>> NewUnitTsvReader(const TableSettings& settings) {
  ASSIGN_OR_RETURN(auto rows, TableReader::Create(settings));
  std::vector<UnitColumn> columns;
  if (!settings.columns.empty() && !IsColumnMap(settings.columns)) {
    ASSIGN_OR_RETURN(columns, ParseUnitColumns(settings.columns));
  }
  return std::make_unique<UnitTableReader>(settings, std::move(columns), std::move(rows));
}

}  // namespace dragoman
