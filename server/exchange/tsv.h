// Tab-separated values, streamed: rows are cut from pieces of any size, so that no file is ever
// held whole.
//
// Grammar:  row = cell *( TAB cell ) ( LF / CRLF / end of file ); UTF-8, a byte order mark is
// allowed.
//           Plain cells are taken byte for byte. In escaped cells \t \n \r \\ stand for tab, line
//           feed, carriage return and backslash, \e for a text that is there and empty, \= \+ \- \@
//           for those characters, with which formulas of spreadsheets begin; any other backslash is
//           an error of its row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

struct TsvRow {
  uint64_t line = 0;               // From 1.
  Status status;                   // Not OK: the row is malformed and has no cells.
  std::vector<std::string> cells;  // As in the file: see Unescape. An empty line has one.
  // The whole row, also when it is malformed but for one that is too long. Lifetime: until the sink
  // returns.
  std::string_view text{};

  // Returns whether all cells are empty: so do spreadsheets write an empty line.
  bool IsEmpty() const;
};

// Cuts rows. Thread-compatible.
class TsvReader {
 public:
  using Sink = std::function<Status(TsvRow row)>;

  // Takes the next bytes of the file and hands on the rows that they complete.
  //
  // Errors: those of the sink; InvalidArgument when the file is no UTF-8 text at all (UTF-16).
  Status Feed(std::string_view bytes, const Sink& sink);
  // Ends the file: hands on the last row, if it has no line end.
  Status Finish(const Sink& sink);

  static constexpr size_t kMaxRowBytes = 16 << 20;
  static constexpr size_t kMaxCells = 10000;

 private:
  Status EndRow(const Sink& sink);
  Status BeginFile();

  std::string row_;
  uint64_t line_ = 1;
  bool too_long_ = false;
};

// Returns the text that an escaped cell stands for.
//
// Errors: InvalidArgument naming the escape.
StatusOr<std::string> Unescape(std::string_view cell);
// The escaped cell that says "there and empty".
inline constexpr std::string_view kExplicitlyEmpty = "\\e";

// Returns the escaped cell of a text.
std::string Escape(std::string_view text);

// What a cell may not begin with if a spreadsheet is not to take it for a formula.
inline constexpr std::string_view kTsvFormulaStarts = "=+-@";

// Returns one line with its line feed.
std::string JoinRow(const std::vector<std::string>& escaped_cells);

}  // namespace dragoman
