// The columns of unit_tsv.h: their names, and what each says of a unit. Used by the reader and the
// writer only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/exchange/column_names.h"
#include "server/model/language.h"

namespace dragoman {

enum class UnitField : uint8_t {
  kSkip,
  kText,
  kPrevious,
  kNext,
  kCodes,
  kOrigin,
  kState,
  kAuthor,
  kDocument,
  kDomain,
  kCreated,
  kChanged,
  kProperty
};

struct UnitColumn {
  std::string name;
  UnitField field = UnitField::kSkip;
  Language language;  // Of kText to kCodes.
  std::string key;    // Of kProperty.
};

// Names of enumerators, by their values; 0 has none.
inline constexpr std::array<std::string_view, 4> kOriginNames{"", "human", "machine", "aligned"};
inline constexpr std::array<std::string_view, 4> kStateNames{"", "draft", "translated", "reviewed"};
inline constexpr std::array<std::string_view, 4> kCodeKindNames{"", "open", "close", "alone"};

// Errors: InvalidArgument about "columns", naming the column and what is allowed.
StatusOr<std::vector<UnitColumn>> ParseUnitColumns(const std::vector<std::string>& names,
                                                   ColumnNaming naming = ColumnNaming::kOwn);

}  // namespace dragoman
