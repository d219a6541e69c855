#include "server/exchange/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

constexpr size_t kDelimiterHeadBytes = 16 << 10;
constexpr size_t kSampledRows = 20;
constexpr std::string_view kStatedDelimiter = "sep=";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

// How evenly a delimiter cuts the first rows.
struct Cutting {
  size_t cells = 0;  // Of the first row.
  size_t rows = 0;
  size_t even = 0;  // Rows that have as many.
  bool is_asked = false;

  // Returns whether this is the likelier one.
  bool operator>(const Cutting& other) const {
    if ((cells > 1) != (other.cells > 1)) return cells > 1;
    if (is_asked != other.is_asked) return is_asked;
    const size_t mine = even * other.rows;
    const size_t others = other.even * rows;
    return mine != others ? mine > others : cells > other.cells;
  }
};

Cutting CuttingBy(char delimiter, std::string_view head, size_t columns) {
  Cutting cutting;
  CsvReader reader(delimiter);
  const auto count = [&cutting](const TsvRow& row) {
    if (row.status.ok() && row.IsEmpty()) return absl::OkStatus();
    if (cutting.rows == 0) cutting.cells = row.cells.size();
    ++cutting.rows;
    if (row.cells.size() == cutting.cells && row.status.ok()) ++cutting.even;
    return cutting.rows < kSampledRows ? absl::OkStatus() : absl::CancelledError();
  };
  // The last row may be cut: it counts only when there is no other.
  Status status = reader.Feed(head, count);
  if (status.ok() && cutting.rows == 0) status = reader.Finish(count);
  cutting.is_asked = columns > 0 && cutting.cells == columns;
  return cutting;
}

char LikeliestDelimiter(std::string_view head, size_t columns) {
  char best = kCsvDelimiters.front();
  Cutting best_cutting = CuttingBy(best, head, columns);
  for (const char delimiter : kCsvDelimiters.substr(1)) {
    const Cutting cutting = CuttingBy(delimiter, head, columns);
    if (!(cutting > best_cutting)) continue;
    best = delimiter;
    best_cutting = cutting;
  }
  return best;
}

// Returns the delimiter of a first line "sep=;", '\0' when there is no such line.
char StatedDelimiter(std::string_view head) {
  if (!head.starts_with(kStatedDelimiter) || head.size() <= kStatedDelimiter.size()) return '\0';
  const char delimiter = head[kStatedDelimiter.size()];
  const std::string_view rest = head.substr(kStatedDelimiter.size() + 1);
  const bool is_line = rest.empty() || rest.starts_with('\n') || rest.starts_with('\r');
  return is_line && kCsvDelimiters.find(delimiter) != std::string_view::npos ? delimiter : '\0';
}

}  // namespace

Status CsvReader::Feed(std::string_view bytes, const Sink& sink) {
  if (begun_) return Cut(bytes, sink);
  head_.append(bytes);
  return head_.size() < kDelimiterHeadBytes ? absl::OkStatus() : Begin(sink);
}

Status CsvReader::Finish(const Sink& sink) {
  if (!begun_) RETURN_IF_ERROR(Begin(sink));
  if (place_ == Place::kQuoted) {
    Spoil(Error(StatusCode::kInvalidArgument,
                "a quote that is not closed before the end of the file; close it, or double the "
                "quotes within a text"));
  }
  const bool is_empty = row_bytes_ == 0 && cells_.empty() && place_ == Place::kCellStart;
  return is_empty ? absl::OkStatus() : EndRow(sink);
}

// Settles the delimiter and cuts what waited for it.
Status CsvReader::Begin(const Sink& sink) {
  begun_ = true;
  std::string_view head = head_;
  if (const char stated = StatedDelimiter(head)) {
    if (delimiter_ == '\0') delimiter_ = stated;
    const size_t end = std::min(head.find_first_of("\r\n"), head.size());
    head.remove_prefix(end);
    // Its line end is passed over.
    if (head.starts_with('\r')) head.remove_prefix(1);
    if (head.starts_with('\n')) head.remove_prefix(1);
    line_ = row_line_ = 2;
  }
  if (delimiter_ == '\0')
    delimiter_ = LikeliestDelimiter(head.substr(0, kDelimiterHeadBytes), columns_);
  const Status status = Cut(head, sink);
  head_ = {};
  return status;
}

Status CsvReader::Cut(std::string_view bytes, const Sink& sink) {
  for (const char c : bytes) RETURN_IF_ERROR(Take(c, sink));
  return absl::OkStatus();
}

Status CsvReader::Take(char c, const Sink& sink) {
  const bool ends_return = std::exchange(after_return_, c == '\r') && c == '\n';
  const bool is_between_rows = ends_return && place_ != Place::kQuoted;
  if (!is_between_rows && raw_.size() < TsvReader::kMaxRowBytes) raw_ += c;
  if ((c == '\n' && !ends_return) || c == '\r') ++line_;
  if (place_ == Place::kQuoted) {
    if (c == '"') {
      place_ = Place::kAfterQuote;
    } else {
      AddText(c);
    }
    return absl::OkStatus();
  }
  if (c == '\n' && ends_return) {
    row_line_ = line_;
    return absl::OkStatus();
  }
  if (c == '\n' || c == '\r') return EndRow(sink);
  if (c == delimiter_) {
    EndCell();
  } else if (c == '"') {
    TakeQuote();
  } else {
    if (place_ == Place::kAfterQuote) {
      Spoil(Error(StatusCode::kInvalidArgument,
                  "text after a closing quote; double the quotes within a text"));
    }
    place_ = Place::kPlain;
    AddText(c);
  }
  return absl::OkStatus();
}

// Takes a quote outside of quoted text: it opens a cell, is the second of two, or stands in a text.
void CsvReader::TakeQuote() {
  if (place_ == Place::kPlain) return AddText('"');
  if (place_ == Place::kAfterQuote) AddText('"');
  place_ = Place::kQuoted;
  ++row_bytes_;
}

void CsvReader::AddText(char c) {
  if (!bad_.ok()) return;
  if (++row_bytes_ <= TsvReader::kMaxRowBytes) {
    cell_ += c;
    return;
  }
  Spoil(Error(StatusCode::kInvalidArgument,
              "longer than {} MiB; split it, or close the quote that is open",
              TsvReader::kMaxRowBytes >> 20));
}

void CsvReader::EndCell() {
  place_ = Place::kCellStart;
  ++row_bytes_;
  if (const auto offset = FirstInvalidUtf8(cell_)) {
    Spoil(Error(StatusCode::kInvalidArgument,
                "not valid UTF-8 at byte {} of cell {}; convert the file to UTF-8, or state its "
                "encoding",
                *offset, cells_.size() + 1));
  }
  if (cells_.size() == TsvReader::kMaxCells) {
    Spoil(Error(StatusCode::kInvalidArgument, "more than {} cells", TsvReader::kMaxCells));
  }
  if (bad_.ok()) cells_.push_back(std::exchange(cell_, {}));
  cell_.clear();
}

Status CsvReader::EndRow(const Sink& sink) {
  EndCell();
  std::string raw = std::exchange(raw_, {});
  if (raw.size() == TsvReader::kMaxRowBytes) raw.clear();  // It may be longer.
  if (raw.ends_with('\n') || raw.ends_with('\r')) raw.pop_back();
  TsvRow row{.line = std::exchange(row_line_, line_),
             .status = std::exchange(bad_, absl::OkStatus()),
             .cells = std::exchange(cells_, {}),
             .text = raw};
  if (!row.status.ok()) row.cells.clear();
  row_bytes_ = 0;
  return sink(std::move(row));
}

// Notes what is wrong with the row that is being read; its cells are not kept.
void CsvReader::Spoil(Status status) {
  if (bad_.ok()) bad_ = std::move(status);
  cells_ = {};
  cell_ = {};
}

std::string JoinCsvRow(const std::vector<std::string>& cells, char delimiter) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += delimiter;
    const bool is_plain = cell.find_first_of("\",;\t|\r\n") == std::string::npos &&
                          !cell.starts_with(' ') && !cell.ends_with(' ') &&
                          !cell.starts_with(kStatedDelimiter);
    if (is_plain) {
      row += cell;
      continue;
    }
    row += '"';
    for (const char c : cell) row += c == '"' ? std::string("\"\"") : std::string(1, c);
    row += '"';
  }
  return row.append(kCsvLineEnd);
}

std::string InertCell(std::string cell) {
  const size_t start = cell.find_first_not_of('\'');
  const bool is_formula =
      start != std::string::npos && kFormulaStarts.find(cell[start]) != std::string_view::npos;
  if (is_formula) cell.insert(0, 1, '\'');
  return cell;
}

std::string FromInertCell(std::string cell) {
  if (!cell.starts_with('\'')) return cell;
  const size_t start = cell.find_first_not_of('\'');
  const bool is_formula =
      start != std::string::npos && kFormulaStarts.find(cell[start]) != std::string_view::npos;
  if (is_formula) cell.erase(0, 1);
  return cell;
}

}  // namespace dragoman
