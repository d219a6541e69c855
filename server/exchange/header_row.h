// The first line of a table and the length of its rows: what the readers of units and concepts say
// about them in the same words.
#pragma once

#include <string>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

// Returns the error of a file whose first line names wrong columns; `why` is about "columns".
Status BadHeader(const Status& why);
// Returns the error of a file whose first line, which names the columns, cannot be read.
Status BadFirstLine(const Status& why);

// Checks that a row has a cell for each column.
//
// Errors: InvalidArgument naming both numbers and the columns.
Status CheckCellCount(size_t cells, const std::vector<std::string>& columns);

// Returns whether a first row repeats the names of the columns.
bool RepeatsColumns(const std::vector<std::string>& cells, const std::vector<std::string>& columns);

// Returns the names of parsed columns, in order.
template <typename Column>
std::vector<std::string> NamesOf(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace dragoman
