#include "server/exchange/tsv.h"

#include <absl/strings/str_split.h>

#include <algorithm>

#include "server/base/utf8.h"

namespace dragoman {
namespace {

// Returns what makes the bytes of a row none of the format, if anything does.
Status CheckRow(std::string_view row) {
  if (const auto offset = FirstInvalidUtf8(row)) {
    return Error(StatusCode::kInvalidArgument,
                 "not valid UTF-8 at byte {} of the line; convert the file to UTF-8", *offset);
  }
  const auto tabs = static_cast<size_t>(std::count(row.begin(), row.end(), '\t'));
  if (tabs < TsvReader::kMaxCells) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "{} cells; a row has at most {}", tabs + 1,
               TsvReader::kMaxCells);
}

}  // namespace

bool TsvRow::IsEmpty() const {
  return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.empty(); });
}

Status TsvReader::Feed(std::string_view bytes, const Sink& sink) {
  while (!bytes.empty()) {
    const size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (row_.size() + piece.size() > kMaxRowBytes) too_long_ = true;
    if (!too_long_) row_.append(piece);
    if (end == std::string_view::npos) return absl::OkStatus();
    RETURN_IF_ERROR(EndRow(sink));
    bytes.remove_prefix(end + 1);
  }
  return absl::OkStatus();
}

Status TsvReader::Finish(const Sink& sink) {
  return row_.empty() && !too_long_ ? absl::OkStatus() : EndRow(sink);
}

Status TsvReader::EndRow(const Sink& sink) {
  if (line_ == 1) RETURN_IF_ERROR(BeginFile());
  if (!row_.empty() && row_.back() == '\r') row_.pop_back();
  TsvRow row{.line = line_++, .status = absl::OkStatus(), .cells = {}};
  if (too_long_) {
    row.status =
        Error(StatusCode::kInvalidArgument, "longer than {} MiB; split it", kMaxRowBytes >> 20);
  } else {
    row.status = CheckRow(row_);
  }
  if (row.status.ok()) row.cells = absl::StrSplit(ToAbsl(row_), '\t');
  if (!too_long_) row.text = row_;
  const Status taken = sink(std::move(row));
  row_.clear();
  too_long_ = false;
  return taken;
}

// Skips the byte order mark; refuses files that are no UTF-8 as a whole.
Status TsvReader::BeginFile() {
  const std::string_view row = row_;
  // The first line of a text has no NUL; each ASCII character of UTF-16 and UTF-32 has.
  if (row.starts_with("\xFF\xFE") || row.starts_with("\xFE\xFF") ||
      row.find('\0') != std::string_view::npos) {
    return Error(StatusCode::kInvalidArgument,
                 "the file is UTF-16 or no text at all; save it as UTF-8");
  }
  if (row.starts_with(kByteOrderMark)) row_.erase(0, kByteOrderMark.size());
  return absl::OkStatus();
}

StatusOr<std::string> Unescape(std::string_view cell) {
  std::string text;
  text.reserve(cell.size());
  for (size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != '\\') {
      text += cell[i];
      continue;
    }
    const char next = i + 1 < cell.size() ? cell[++i] : '\0';
    switch (next) {
      case 't':
        text += '\t';
        break;
      case 'n':
        text += '\n';
        break;
      case 'r':
        text += '\r';
        break;
      case 'e':
        break;
      case '\\':
      case '=':
      case '+':
      case '-':
      case '@':
        text += next;
        break;
      default:
        return Error(StatusCode::kInvalidArgument,
                     "unknown escape in '{}'; write \\\\ for a backslash", Shortened(cell));
    }
  }
  return text;
}

std::string Escape(std::string_view text) {
  std::string cell;
  cell.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\t':
        cell += "\\t";
        break;
      case '\n':
        cell += "\\n";
        break;
      case '\r':
        cell += "\\r";
        break;
      case '\\':
        cell += "\\\\";
        break;
      default:
        cell += c;
    }
  }
  return cell;
}

std::string JoinRow(const std::vector<std::string>& escaped_cells) {
  return fmt::format("{}\n", fmt::join(escaped_cells, "\t"));
}

}  // namespace dragoman
