// Units written as tables: see unit_tsv.h.
#include <utility>

#include "server/exchange/header_row.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/name_table.h"
#include "server/exchange/tsv.h"
#include "server/exchange/unit_columns.h"
#include "server/exchange/unit_tsv.h"

namespace dragoman {
namespace {

std::string FormatCodes(const std::vector<Code>& codes) {
  std::vector<ListItem> items;
  for (const Code& code : codes) {
    items.push_back(
        {std::string(NameOfValue(kCodeKindNames, code.kind)),
         {{"at", std::to_string(code.position_byte)}, {"code", EscapeText(code.content)}}});
  }
  return FormatListCell(items);
}

std::string VariantCell(const Variant* variant, UnitField field, const TableWriter& table) {
  if (variant == nullptr) return "";
  switch (field) {
    case UnitField::kPrevious:
      return variant->previous ? table.Present(*variant->previous) : "";
    case UnitField::kNext:
      return variant->next ? table.Present(*variant->next) : "";
    case UnitField::kCodes:
      return table.List(FormatCodes(variant->segment.codes));
    default:
      return table.Text(variant->segment.text);
  }
}

std::string PropertyCell(const Unit& unit, const std::string& key, const TableWriter& table) {
  const auto found = unit.properties.find(key);
  return found == unit.properties.end() ? "" : table.Present(found->second);
}

std::string TimeCell(int64_t micros) { return micros == 0 ? "" : std::to_string(micros); }

std::string CellOf(const Unit& unit, const UnitColumn& column, const TableWriter& table) {
  switch (column.field) {
    case UnitField::kSkip:
      return "";
    case UnitField::kText:
    case UnitField::kPrevious:
    case UnitField::kNext:
    case UnitField::kCodes:
      return VariantCell(unit.At(column.language), column.field, table);
    case UnitField::kOrigin:
      return std::string(NameOfValue(kOriginNames, unit.origin));
    case UnitField::kState:
      return std::string(NameOfValue(kStateNames, unit.state));
    case UnitField::kAuthor:
      return table.Text(unit.author);
    case UnitField::kDocument:
      return table.Text(unit.document);
    case UnitField::kDomain:
      return table.Text(unit.domain);
    case UnitField::kCreated:
      return TimeCell(unit.created_micros);
    case UnitField::kChanged:
      return TimeCell(unit.changed_micros);
    case UnitField::kProperty:
      return PropertyCell(unit, column.key, table);
  }
  return "";
}

class UnitTableWriter : public UnitTsvWriter {
 public:
  UnitTableWriter(std::vector<UnitColumn> columns, const TableStyle& style)
      : columns_(std::move(columns)), table_(style) {}

  std::string Header() const override { return table_.Header(NamesOf(columns_)); }

  std::optional<std::string> Row(const Unit& unit) const override {
    std::vector<std::string> cells;
    bool filled = false;
    for (const UnitColumn& column : columns_) {
      cells.push_back(CellOf(unit, column, table_));
      filled |= column.field == UnitField::kText && !cells.back().empty();
    }
    return filled ? std::optional(table_.Row(cells)) : std::nullopt;
  }

 private:
  const std::vector<UnitColumn> columns_;
  const TableWriter table_;
};

}  // namespace

void UnitTsvColumns::Add(const Unit& unit) {
  for (const Variant& variant : unit.variants) {
    const std::string& tag = variant.language.tag();
    languages_.insert(tag);
    if (variant.previous) details_.insert(tag + "@previous");
    if (variant.next) details_.insert(tag + "@next");
    if (!variant.segment.codes.empty()) details_.insert(tag + "@codes");
  }
  if (unit.origin != Origin::kUnspecified) attributes_.insert("@origin");
  if (unit.state != ReviewState::kUnspecified) attributes_.insert("@state");
  if (!unit.author.empty()) attributes_.insert("@author");
  if (!unit.document.empty()) attributes_.insert("@document");
  if (!unit.domain.empty()) attributes_.insert("@domain");
  for (const auto& [key, value] : unit.properties) attributes_.insert("@property:" + key);
  attributes_.insert({"@created", "@changed"});
}

std::vector<std::string> UnitTsvColumns::Names() const {
  std::vector<std::string> names(languages_.begin(), languages_.end());
  names.insert(names.end(), details_.begin(), details_.end());
  names.insert(names.end(), attributes_.begin(), attributes_.end());
  return names;
}

StatusOr<std::unique_ptr<UnitTsvWriter>> UnitTsvWriter::Create(
    const std::vector<std::string>& columns, const TableStyle& style) {
  ASSIGN_OR_RETURN(auto parsed, ParseUnitColumns(columns));
  return std::make_unique<UnitTableWriter>(std::move(parsed), style);
}

}  // namespace dragoman
