// What people call the columns of tables, and columns as an import maps them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

inline constexpr std::string_view kIdColumn = "id";                      // Of concepts.
inline constexpr std::string_view kPropertyColumnPrefix = "@property:";  // Of units.

// Which names columns may have: those of the tables' own, or also what people call them, as in a
// file's first line.
enum class ColumnNaming : uint8_t { kOwn, kAnyUsual };

// Returns the error about "columns" of a name that cannot be one.
Status BadColumn(std::string_view name, std::string_view why);

// Returns whether columns given with an import are NAME=COLUMN, so that the file's first line names
// them.
bool IsColumnMap(const std::vector<std::string>& columns);

// Returns the names of a first line with those that a map names replaced.
//
// Errors: InvalidArgument about "columns" for an item that is no NAME=COLUMN, stands twice, or
//         names none of the first line.
StatusOr<std::vector<std::string>> MappedColumns(const std::vector<std::string>& map,
                                                 std::vector<std::string> names);

// Returns the tag of a language that a name means: "English", "Русский", "Term (en)", "EN text";
// nullopt when it means none.
std::optional<std::string> TagOfLanguageName(std::string_view name);

// Returns the column of concepts that a name means: "Note" of "Comments", "en_variants" of "English
// synonyms"; nullopt when it means none. Names of columns themselves are not among them.
std::optional<std::string> ConceptColumnOfName(std::string_view name);

// The same for units: "@domain" of "Subject".
std::optional<std::string> UnitColumnOfName(std::string_view name);

}  // namespace dragoman
