#include "server/exchange/unit_columns.h"

#include <absl/strings/ascii.h>

#include <set>
#include <utility>

#include "server/exchange/skipped_rows.h"

namespace dragoman {
namespace {

struct UnitFieldName {
  std::string_view name;
  UnitField field;
};
constexpr std::array kDetails{UnitFieldName{"previous", UnitField::kPrevious},
                              UnitFieldName{"next", UnitField::kNext},
                              UnitFieldName{"codes", UnitField::kCodes}};
constexpr std::array kAttributes{
    UnitFieldName{"origin", UnitField::kOrigin},  UnitFieldName{"state", UnitField::kState},
    UnitFieldName{"author", UnitField::kAuthor},  UnitFieldName{"document", UnitField::kDocument},
    UnitFieldName{"domain", UnitField::kDomain},  UnitFieldName{"created", UnitField::kCreated},
    UnitFieldName{"changed", UnitField::kChanged}};

template <size_t n>
StatusOr<UnitField> FieldOfName(const std::array<UnitFieldName, n>& names, std::string_view name,
                                std::string_view column) {
  std::vector<std::string> allowed;
  for (const UnitFieldName& one : names) {
    if (one.name == name) return one.field;
    allowed.push_back(fmt::format("@{}", one.name));
  }
  return BadColumn(column, fmt::format("is no column of units; after '@' there may be {}{}",
                                       fmt::join(allowed, ", "),
                                       column.starts_with('@') ? ", @property:KEY" : ""));
}

StatusOr<UnitColumn> ParseProperty(std::string_view name) {
  const std::string_view key = name.substr(kPropertyColumnPrefix.size());
  if (key.empty()) return BadColumn(name, "names no property; write @property:KEY");
  return UnitColumn{.name = std::string(name),
                    .field = UnitField::kProperty,
                    .language = {},
                    .key = std::string(key)};
}

StatusOr<UnitColumn> ParseVariantColumn(std::string_view name) {
  UnitColumn column{
      .name = std::string(name), .field = UnitField::kText, .language = {}, .key = {}};
  const size_t at = name.find('@');
  const auto language = Language::Parse(name.substr(0, at));
  if (!language.ok()) {
    return BadColumn(name,
                     "is no column of units; use language tags such as en, ru or ur-PK, names "
                     "that begin with '@', or '-' for a column to be left out");
  }
  column.language = *language;
  if (at != std::string_view::npos) {
    ASSIGN_OR_RETURN(column.field, FieldOfName(kDetails, name.substr(at + 1), name));
  }
  return column;
}

StatusOr<UnitColumn> ParseOwnUnitColumn(std::string_view given) {
  const std::string_view begun = ToStd(absl::StripLeadingAsciiWhitespace(ToAbsl(given)));
  if (begun.starts_with(kPropertyColumnPrefix))
    return ParseProperty(begun);  // Keys may end in spaces.
  const std::string_view name = ToStd(absl::StripTrailingAsciiWhitespace(ToAbsl(begun)));
  UnitColumn column{
      .name = std::string(name), .field = UnitField::kSkip, .language = {}, .key = {}};
  if (name == "-" || name == kSkippedColumn) return column;
  if (!name.starts_with('@')) return ParseVariantColumn(name);
  ASSIGN_OR_RETURN(column.field, FieldOfName(kAttributes, name.substr(1), name));
  return column;
}

// As people call it, or as it is called here.
StatusOr<UnitColumn> ParseUsualUnitColumn(const std::string& name) {
  auto column = ParseOwnUnitColumn(name);
  const bool is_number = name == "ID" || name == "Id";  // Indonesian is "id".
  const auto meant =
      is_number ? std::optional<std::string>("@property:id") : UnitColumnOfName(name);
  if ((column.ok() && !is_number) || !meant) return column;
  ASSIGN_OR_RETURN(column, ParseOwnUnitColumn(*meant));
  column->name = name;
  return column;
}

Status CheckColumns(const std::vector<UnitColumn>& columns) {
  std::set<std::string> seen;
  size_t texts = 0;
  for (const UnitColumn& column : columns) {
    if (column.field == UnitField::kSkip) continue;
    texts += column.field == UnitField::kText;
    const std::string_view prefix = column.language.empty() ? column.name : column.language.tag();
    if (!seen.insert(fmt::format("{}@{}", prefix, static_cast<int>(column.field))).second) {
      return BadColumn(column.name, "is given twice; name each column once");
    }
  }
  if (texts > 0) return absl::OkStatus();
  return FieldError("columns", "no language among them; name the languages, as in en,ru,ur");
}

}  // namespace

StatusOr<std::vector<UnitColumn>> ParseUnitColumns(const std::vector<std::string>& names,
                                                   ColumnNaming naming) {
  std::vector<UnitColumn> columns;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(UnitColumn column, naming == ColumnNaming::kOwn ? ParseOwnUnitColumn(name)
                                                                     : ParseUsualUnitColumn(name));
    columns.push_back(std::move(column));
  }
  RETURN_IF_ERROR(CheckColumns(columns));
  return columns;
}

}  // namespace dragoman
