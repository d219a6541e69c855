// The skipped entries of a table: a first column "@skipped" has the line and the reason, the others
// are as they were. The first line names the columns, whether or not that of the table did.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/exchange/skipped_entries.h"
#include "server/exchange/table.h"

namespace dragoman {

// The column with the reasons, which is passed over when a table is read.
inline constexpr std::string_view kSkippedColumn = "@skipped";

// Returns whether a first row is that of a file of skipped entries of a table of these columns.
bool IsSkippedHeader(const std::vector<std::string>& cells,
                     const std::vector<std::string>& columns);

struct SkippedRowsSettings {
  std::vector<std::string> columns;  // By their names, unescaped.
  bool escapes = true;               // TSV: the cells of the table are escaped.
  std::optional<TableStyle> csv{};   // Set: the table is CSV of this style.
  // Rows without an id are numbered by their line, which would be another one in another file: the
  // file of skipped entries names it.
  bool ids_from_lines = false;
};

class SkippedRows final : public SkippedEntries {
 public:
  // To be called once the columns are known.
  void Set(SkippedRowsSettings settings) { settings_ = std::move(settings); }

  std::string Header() const override;
  std::string Entry(const SkippedEntry& entry) const override;
  std::string Footer() const override { return ""; }

 private:
  std::string TsvEntry(const SkippedEntry& entry) const;
  std::string CsvEntry(const SkippedEntry& entry) const;
  void SetId(uint64_t line, std::vector<std::string>& cells) const;

  SkippedRowsSettings settings_;
};

}  // namespace dragoman
