// Tab-separated values, streamed: rows are cut from pieces of any size, so that no file is ever
// held whole.
//
// Grammar:  row = cell *( TAB cell ) ( LF / CRLF / end of file ); UTF-8, a byte order mark is
// allowed.
//           Plain cells are taken byte for byte. In escaped cells \t \n \r \\ stand for tab, line
//           feed, carriage return and backslash, \e for a text that is there and empty; any other
//           backslash is an error of its row.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

struct TsvRow {
  uint64_t line = 0;  // From 1.
  Status status;      // Not OK: the row is malformed and has no cells.
  std::vector<std::string>
      cells;  // One empty cell for an empty line. As in the file: see Unescape.
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

 private:
  Status EndRow(const Sink& sink);
  Status SkipByteOrderMark();

  std::string row_;
  uint64_t line_ = 1;
  bool too_long_ = false;
};

// Returns the text that an escaped cell stands for.
//
// Errors: InvalidArgument naming the escape.
StatusOr<std::string> Unescape(std::string_view cell);
// Returns whether an escaped cell says "there and empty".
inline bool IsExplicitlyEmpty(std::string_view cell) { return cell == "\\e"; }

// Returns the escaped cell of a text.
std::string Escape(std::string_view text);

// Returns one line with its line feed.
std::string JoinRow(const std::vector<std::string>& escaped_cells);

}  // namespace dragoman
