#include "server/exchange/skipped_rows.h"

#include <absl/strings/str_split.h>

#include <algorithm>

#include "server/base/status.h"
#include "server/base/utf8.h"
#include "server/exchange/column_names.h"
#include "server/exchange/csv.h"
#include "server/exchange/header_row.h"
#include "server/exchange/tsv.h"

namespace dragoman {
namespace {

// Returns the text with U+FFFD in the place of every byte that is no part of UTF-8.
std::string ValidUtf8(std::string_view text) {
  std::string valid;
  while (const auto at = FirstInvalidUtf8(text)) {
    valid.append(text, 0, *at);
    valid += "\xEF\xBF\xBD";
    text.remove_prefix(*at + 1);
  }
  return valid.append(text);
}

std::vector<std::string> EscapedCells(std::string_view row, bool are_escaped) {
  std::vector<std::string> cells = absl::StrSplit(ToAbsl(row), '\t');
  if (are_escaped) return cells;
  for (std::string& cell : cells) cell = Escape(cell);
  return cells;
}

// Returns the cells of one row of CSV as they stand, nullopt when they cannot be cut.
std::optional<std::vector<std::string>> CellsOfRow(std::string_view row, char delimiter) {
  std::optional<std::vector<std::string>> cells;
  CsvReader reader(delimiter);
  const auto take = [&cells](TsvRow one) {
    if (one.status.ok()) cells = std::move(one.cells);
    return absl::OkStatus();
  };
  if (!reader.Feed(row, take).ok() || !reader.Finish(take).ok()) return std::nullopt;
  return cells;
}

std::string ReasonOf(const SkippedEntry& entry) {
  return fmt::format("line {}: {}", entry.line, entry.reason);
}

}  // namespace

bool IsSkippedHeader(const std::vector<std::string>& cells,
                     const std::vector<std::string>& columns) {
  if (cells.empty() || cells.front() != kSkippedColumn) return false;
  return RepeatsColumns({cells.begin() + 1, cells.end()}, columns);
}

std::string SkippedRows::Header() const {
  std::vector<std::string> names{std::string(kSkippedColumn)};
  const auto& columns = settings_.columns;
  const bool has_id = std::find(columns.begin(), columns.end(), kIdColumn) != columns.end();
  if (settings_.ids_from_lines && !has_id) names.emplace_back(kIdColumn);
  names.insert(names.end(), columns.begin(), columns.end());
  if (settings_.csv) return TableWriter(*settings_.csv).Header(names);
  for (std::string& name : names) name = Escape(name);
  return JoinRow(names);
}

std::string SkippedRows::Entry(const SkippedEntry& entry) const {
  return settings_.csv ? CsvEntry(entry) : TsvEntry(entry);
}

std::string SkippedRows::TsvEntry(const SkippedEntry& entry) const {
  std::vector<std::string> cells = EscapedCells(ValidUtf8(entry.text), settings_.escapes);
  if (settings_.ids_from_lines) SetId(entry.line, cells);
  cells.insert(cells.begin(), Escape(ReasonOf(entry)));
  return JoinRow(cells);
}

// A row that can be cut is put together again; any other stands as it is, after the reason.
std::string SkippedRows::CsvEntry(const SkippedEntry& entry) const {
  const char delimiter = settings_.csv->delimiter;
  const std::string text = ValidUtf8(entry.text);
  if (auto cells = CellsOfRow(text, delimiter)) {
    if (settings_.ids_from_lines) SetId(entry.line, *cells);
    cells->insert(cells->begin(), ReasonOf(entry));
    return JoinCsvRow(*cells, delimiter);
  }
  std::string row = JoinCsvRow({ReasonOf(entry)}, delimiter);
  row.resize(row.size() - kCsvLineEnd.size());
  return fmt::format("{}{}{}{}", row, delimiter, text, kCsvLineEnd);
}

void SkippedRows::SetId(uint64_t line, std::vector<std::string>& cells) const {
  const auto& columns = settings_.columns;
  const auto column = std::find(columns.begin(), columns.end(), kIdColumn);
  const auto at = static_cast<size_t>(column - columns.begin());
  std::string id = fmt::format("line-{}", line);
  if (column == columns.end()) {
    cells.insert(cells.begin(), std::move(id));
  } else if (at < cells.size() && cells[at].empty()) {
    cells[at] = std::move(id);
  }
}

}  // namespace dragoman
