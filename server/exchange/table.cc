#include "server/exchange/table.h"

#include <algorithm>
#include <utility>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

// Returns whether a cell is backslashes and an "e".
bool LooksExplicitlyEmpty(std::string_view cell) {
  const size_t backslashes = std::min(cell.find_first_not_of('\\'), cell.size());
  return backslashes > 0 && cell.substr(backslashes) == "e";
}

// Returns the delimiter that a setting names, '\0' for none.
StatusOr<char> DelimiterOf(std::string_view delimiter, bool is_csv) {
  if (delimiter.empty()) return '\0';
  if (!is_csv) return FieldError("delimiter", "is for CSV only; leave it out");
  if (delimiter.size() == 1 && kCsvDelimiters.find(delimiter[0]) != std::string_view::npos) {
    return delimiter[0];
  }
  return FieldError("delimiter", fmt::format("'{}' is none of , ; | and the tab; use one of them",
                                             Shortened(delimiter)));
}

class TsvTable : public TableReader {
 public:
  explicit TsvTable(std::unique_ptr<TextDecoder> file) : file_(std::move(file)) {}

  Status Feed(std::string_view bytes, const TsvReader::Sink& sink) override {
    return file_->Feed(bytes, [&](std::string_view text) { return rows_.Feed(text, sink); });
  }
  Status Finish(const TsvReader::Sink& sink) override {
    RETURN_IF_ERROR(file_->Finish([&](std::string_view text) { return rows_.Feed(text, sink); }));
    return rows_.Finish(sink);
  }
  TableForm form() const override { return {file_->encoding(), "\t"}; }

 private:
  const std::unique_ptr<TextDecoder> file_;
  TsvReader rows_;
};

class CsvTable : public TableReader {
 public:
  CsvTable(std::unique_ptr<TextDecoder> file, CsvReader rows, bool is_raw)
      : file_(std::move(file)), rows_(std::move(rows)), is_raw_(is_raw) {}

  Status Feed(std::string_view bytes, const TsvReader::Sink& sink) override {
    return file_->Feed(bytes, [&](std::string_view text) { return Cut(text, sink); });
  }
  Status Finish(const TsvReader::Sink& sink) override {
    RETURN_IF_ERROR(file_->Finish([&](std::string_view text) { return Cut(text, sink); }));
    return rows_.Finish([&](TsvRow row) { return sink(Undone(std::move(row))); });
  }
  TableForm form() const override {
    const char delimiter = rows_.delimiter();
    return {file_->encoding(), delimiter == '\0' ? "" : std::string(1, delimiter)};
  }

 private:
  Status Cut(std::string_view text, const TsvReader::Sink& sink) {
    return rows_.Feed(text, [&](TsvRow row) { return sink(Undone(std::move(row))); });
  }

  TsvRow Undone(TsvRow row) const {
    if (is_raw_) return row;
    for (std::string& cell : row.cells) cell = FromInertCell(std::move(cell));
    return row;
  }

  const std::unique_ptr<TextDecoder> file_;
  CsvReader rows_;
  const bool is_raw_;
};

}  // namespace

StatusOr<std::string> TextOfCell(std::string_view cell, CellForm form) {
  if (form == CellForm::kEscaped) return Unescape(cell);
  if (form == CellForm::kPlain || !LooksExplicitlyEmpty(cell)) return std::string(cell);
  return cell == kExplicitlyEmpty ? "" : std::string(cell.substr(1));
}

StatusOr<std::unique_ptr<TableReader>> TableReader::Create(const TableSettings& settings) {
  ASSIGN_OR_RETURN(auto file, TextDecoder::Create(settings.encoding));
  ASSIGN_OR_RETURN(const char delimiter, DelimiterOf(settings.delimiter, settings.is_csv));
  if (settings.is_csv) {
    return std::make_unique<CsvTable>(
        std::move(file), CsvReader(delimiter, settings.columns.size()), settings.is_raw);
  }
  if (settings.is_raw) return FieldError("raw_cells", "is for CSV only; leave it out");
  return std::make_unique<TsvTable>(std::move(file));
}

std::string TableWriter::Text(std::string_view text) const {
  if (!style_.is_csv) return Inert(Escape(text));
  return Inert(LooksExplicitlyEmpty(text) ? fmt::format("\\{}", text) : std::string(text));
}

std::string TableWriter::Present(std::string_view text) const {
  return text.empty() ? std::string(kExplicitlyEmpty) : Text(text);
}

std::string TableWriter::List(std::string_view list) const { return Inert(std::string(list)); }

std::string TableWriter::Row(const std::vector<std::string>& cells) const {
  return style_.is_csv ? JoinCsvRow(cells, style_.delimiter) : JoinRow(cells);
}

std::string TableWriter::Header(const std::vector<std::string>& names) const {
  std::vector<std::string> cells;
  for (const std::string& name : names) {
    cells.push_back(style_.is_csv ? Inert(name) : Escape(name));
  }
  const bool has_mark = style_.is_csv && !style_.is_raw;
  return (has_mark ? std::string(kByteOrderMark) : "") + Row(cells);
}

std::string TableWriter::Inert(std::string cell) const {
  if (style_.is_raw) return cell;
  if (style_.is_csv) return InertCell(std::move(cell));
  // A backslash takes the next character as it is.
  if (!cell.empty() && kTsvFormulaStarts.find(cell.front()) != std::string_view::npos) {
    cell.insert(0, 1, '\\');
  }
  return cell;
}

StatusOr<TableStyle> TableStyleOf(bool is_csv, std::string_view delimiter, bool is_raw) {
  ASSIGN_OR_RETURN(const char given, DelimiterOf(delimiter, is_csv));
  return TableStyle{is_csv, given == '\0' ? ',' : given, is_raw};
}

}  // namespace dragoman
