// Tables of either format: what the readers and writers of units and concepts share.
//
// TSV:  cells without quotes; \t \n \r \\ for what they cannot hold (tsv.h).
// CSV:  cells as they stand, quoted where need be (csv.h). A cell "\e" is a text that is there and
//       empty; a text of backslashes and an "e" has one more backslash.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/csv.h"
#include "server/exchange/text_decoder.h"
#include "server/exchange/tsv.h"

namespace dragoman {

struct TableSettings {
  std::vector<std::string> columns{};  // Empty: the first line names them; column_names.h.
  std::optional<bool> escapes{};       // TSV; default: where the file names its columns.
  bool is_csv = false;
  std::string delimiter{};  // CSV; one of kCsvDelimiters, "": the likeliest.
  std::string encoding{};   // "": found out, see text_decoder.h.
  bool is_raw = false;      // CSV; an apostrophe before a formula is text.
};

// What a table turned out to be.
struct TableForm {
  std::string encoding;
  std::string delimiter;

  bool operator==(const TableForm&) const = default;
};

// How texts stand in cells.
enum class CellForm : uint8_t { kPlain, kEscaped, kSheet };

// Returns the text of a cell, which may be "" where the cell is not. Errors: InvalidArgument.
StatusOr<std::string> TextOfCell(std::string_view cell, CellForm form);

// Reads rows. Thread-compatible.
class TableReader {
 public:
  // Errors: InvalidArgument about "delimiter", "encoding" or "raw_cells".
  static StatusOr<std::unique_ptr<TableReader>> Create(const TableSettings& settings);
  virtual ~TableReader() = default;

  virtual Status Feed(std::string_view bytes, const TsvReader::Sink& sink) = 0;
  virtual Status Finish(const TsvReader::Sink& sink) = 0;
  virtual TableForm form() const = 0;
};

// How a table is written.
struct TableStyle {
  bool is_csv = false;
  char delimiter = ',';  // CSV.
  bool is_raw = false;   // Cells that spreadsheets take for formulas stay so.
};

// Writes rows. Immutable.
class TableWriter {
 public:
  explicit TableWriter(const TableStyle& style) : style_(style) {}

  // Returns the cell of a text; of one that may be there and empty; of a list, which has escapes of
  // its own (list_cell.h).
  std::string Text(std::string_view text) const;
  std::string Present(std::string_view text) const;
  std::string List(std::string_view list) const;

  std::string Row(const std::vector<std::string>& cells) const;
  // Returns the first row: for spreadsheets after a byte order mark, without which they do not know
  // UTF-8.
  std::string Header(const std::vector<std::string>& names) const;

 private:
  std::string Inert(std::string cell) const;
  const TableStyle style_;
};

// Returns the style of the CSV that is being read, nullopt for TSV.
//
// Requires: a row was read.
std::optional<TableStyle> CsvStyleOf(const TableReader& rows, CellForm form, bool is_raw);

// Returns the style of an export. Errors: InvalidArgument about "delimiter".
StatusOr<TableStyle> TableStyleOf(bool is_csv, std::string_view delimiter, bool is_raw);

}  // namespace dragoman
