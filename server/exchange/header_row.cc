#include "server/exchange/header_row.h"

#include <absl/strings/match.h>

#include <algorithm>

namespace dragoman {

Status BadHeader(const Status& why) {
  std::string_view message = MessageOf(why);
  const std::string field = FieldOf(why);
  if (!field.empty()) message.remove_prefix(field.size() + 2);
  return Error(StatusCode::kInvalidArgument,
               "line 1 must name the columns: {}; when the file has no such line, give the columns "
               "with the import",
               message);
}

Status BadFirstLine(const Status& why) {
  return Error(StatusCode::kInvalidArgument, "line 1: {}", MessageOf(why));
}

Status CheckCellCount(size_t cells, const std::vector<std::string>& columns) {
  if (cells == columns.size()) return absl::OkStatus();
  return Error(StatusCode::kInvalidArgument, "{} cell{}, the file has {} column{}: {}; {}", cells,
               cells == 1 ? "" : "s", columns.size(), columns.size() == 1 ? "" : "s",
               Shortened(fmt::format("{}", fmt::join(columns, ", ")), 200),
               cells < columns.size() ? "add the missing cell or leave it empty"
                                      : "remove the extra cell, or a tab within a text");
}

bool RepeatsColumns(const std::vector<std::string>& cells,
                    const std::vector<std::string>& columns) {
  return std::equal(cells.begin(), cells.end(), columns.begin(), columns.end(),
                    [](const std::string& cell, const std::string& column) {
                      return absl::EqualsIgnoreCase(cell, column);
                    });
}

}  // namespace dragoman
