// Comma-separated values as spreadsheets write them, streamed: rows are cut from pieces of any
// size.
//
// Grammar:  RFC 4180 with any of the delimiters , ; TAB |. A cell that begins with a quote ends
// with
//           one, and holds delimiters, line ends and doubled quotes; others are taken byte for
//           byte. Rows end with LF, CRLF or CR. A first line "sep=;" names the delimiter, as in
//           files for Excel. UTF-8, without a byte order mark.
// Inert:    a cell that spreadsheets would take for a formula (it begins with = + - @ TAB or CR),
// or
//           for one after apostrophes, is written with one more apostrophe before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/tsv.h"

namespace dragoman {

// The delimiters that are known, most usual first.
inline constexpr std::string_view kCsvDelimiters = ",;\t|";

// Cuts rows; limits are those of TsvReader. Thread-compatible.
class CsvReader {
 public:
  using Sink = TsvReader::Sink;

  // `delimiter`: one of kCsvDelimiters; '\0': the one that cuts the first rows most evenly, into
  // `columns` cells where that is not 0.
  explicit CsvReader(char delimiter, size_t columns = 0)
      : delimiter_(delimiter), columns_(columns) {}

  // Takes the next bytes of the file and hands on the rows that they complete. A row that is
  // malformed (text after a closing quote, a quote without end, not valid UTF-8, beyond the limits)
  // has a status and no cells; it begins at its line.
  //
  // Errors: those of the sink.
  Status Feed(std::string_view bytes, const Sink& sink);
  Status Finish(const Sink& sink);

  // Returns the delimiter, '\0' while it is not known.
  char delimiter() const { return delimiter_; }

 private:
  enum class Place : uint8_t { kCellStart, kPlain, kQuoted, kAfterQuote };

  Status Begin(const Sink& sink);
  Status Cut(std::string_view bytes, const Sink& sink);
  Status Take(char c, const Sink& sink);
  void TakeQuote();
  void AddText(char c);
  void EndCell();
  Status EndRow(const Sink& sink);
  void Spoil(Status status);

  char delimiter_;
  const size_t columns_;
  bool begun_ = false;
  std::string head_;  // The first bytes, until there are enough to tell.
  // The row that is being read:
  Place place_ = Place::kCellStart;
  bool after_return_ = false;
  uint64_t line_ = 1;
  uint64_t row_line_ = 1;
  size_t row_bytes_ = 0;
  std::string raw_;  // The row as it stands, up to the limit.
  std::string cell_;
  std::vector<std::string> cells_;
  Status bad_;  // Why it has no cells.
};

inline constexpr std::string_view kCsvLineEnd = "\r\n";

// Returns one row with its line end.
std::string JoinCsvRow(const std::vector<std::string>& cells, char delimiter);

// Returns a cell that no spreadsheet takes for a formula, and the reverse.
std::string InertCell(std::string cell);
std::string FromInertCell(std::string cell);

}  // namespace dragoman
