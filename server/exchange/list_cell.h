// Lists in one cell of a table: items separated by ";", each with optional attributes after "|", as
// in "посол|gender=m|forms=посла,послу;амбассадор". Backslash takes the next character as it is;
// \t, \n and \r stand for those characters, \s for a space at an end, where plain ones are trimmed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

struct ListItem {
  std::string text;
  std::map<std::string, std::string> attributes;

  bool operator==(const ListItem&) const = default;
};

// Returns the items of a cell; empty items are left out, white space around items is trimmed.
//
// Errors: InvalidArgument for an attribute without "=" or a backslash at the end.
StatusOr<std::vector<ListItem>> ParseListCell(std::string_view cell);

// Returns the cell that ParseListCell reads as these items.
std::string FormatListCell(const std::vector<ListItem>& items);

// As the two above, for a plain list separated by `separator`.
StatusOr<std::vector<std::string>> SplitEscaped(std::string_view text, char separator);
std::string JoinEscaped(const std::vector<std::string>& parts, char separator);

}  // namespace dragoman
