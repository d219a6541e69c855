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
  std::map<std::string, std::string> attributes;  // Values still escaped: see below.

  bool operator==(const ListItem&) const = default;
};

// A list is refused beyond this many parts.
inline constexpr size_t kMaxListParts = 10000;

// Returns the items of a cell; empty items are left out, white space around items is trimmed. The
// values of attributes keep their escapes, since some are lists themselves: see UnescapeText and
// SplitEscaped.
//
// Errors: InvalidArgument for an attribute without "=" or given twice, a backslash at the end, too
//         many parts.
StatusOr<std::vector<ListItem>> ParseListCell(std::string_view cell);

// Returns the cell that ParseListCell reads as these items.
std::string FormatListCell(const std::vector<ListItem>& items);

// Returns the text that an escaped attribute or cell stands for, trimmed.
//
// Errors: InvalidArgument for a backslash at the end.
StatusOr<std::string> UnescapeText(std::string_view raw);
std::string EscapeText(std::string_view text);

// As ParseListCell and FormatListCell, for a plain list separated by `separator`.
StatusOr<std::vector<std::string>> SplitEscaped(std::string_view text, char separator);
std::string JoinEscaped(const std::vector<std::string>& parts, char separator);

}  // namespace dragoman
