// Units as TSV or CSV: one unit per row, one column per language, and columns for everything else a
// unit holds, so that an export loses nothing.
//
// Columns:  a language tag: the text. TAG@previous, TAG@next: its neighbours (empty: unknown, \e:
//           none). TAG@codes: its inline codes, a list of open|at=BYTE|code=..., close|...,
//           alone|....
//           @origin (human, machine, aligned), @state (draft, translated, reviewed), @author,
//           @document, @domain, @created, @changed (microseconds since 1970 UTC), @property:KEY.
//           "-": not read.
// Without columns given, or with columns NAME=COLUMN (column_names.h), the first line names them;
// with others there is no such line (a first one that repeats the columns is skipped). Cells of TSV
// are escaped (tsv.h) where no columns are given, else plain; those of CSV stand as in table.h. A
// line without anything, or with empty cells only, begins another document.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/entry_writer.h"
#include "server/exchange/table.h"

namespace dragoman {

// Reads units. A language whose cell is blank is not in the unit; a unit may have none.
//
// Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<UnitReader>> NewUnitTsvReader(const TableSettings& settings);

// Finds the columns that a set of units needs. Thread-compatible.
class UnitTsvColumns {
 public:
  void Add(const Unit& unit);
  // Returns the names; none when no unit was added.
  std::vector<std::string> Names() const;

 private:
  std::set<std::string> languages_;
  std::set<std::string> details_;     // TAG@...
  std::set<std::string> attributes_;  // @...
};

// Writes units under given columns. Thread-compatible.
class UnitTsvWriter : public UnitWriter {
 public:
  // Units without any of the columns' languages are left out.
  //
  // Errors: InvalidArgument about "columns".
  static StatusOr<std::unique_ptr<UnitTsvWriter>> Create(const std::vector<std::string>& columns,
                                                         const TableStyle& style = {});
};

}  // namespace dragoman
