// What the tests of XLIFF share: files made and read, entries shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/xliff.h"
#include "tests/exchange/tmx_support.h"

namespace dragoman {

using XliffEntries = std::vector<ReadEntry<UnitEntry>>;

StatusOr<XliffEntries> ReadXliff(std::string_view file,
                                 const std::vector<std::string>& languages = {},
                                 size_t piece_bytes = 1 << 20);

// Returns the one unit of a file, or why there is none.
StatusOr<Unit> ReadXliffUnit(std::string_view file);

// Returns files in en and ru with these elements from their line 4 on.
std::string Xliff1With(std::string_view body);
std::string Xliff2With(std::string_view body);

// Returns a <trans-unit> and a <unit>.
std::string TransUnit(std::string_view source, std::string_view target,
                      std::string_view attributes = "");
std::string Unit2(std::string_view source, std::string_view target,
                  std::string_view attributes = "");

// Returns everything that a file gives, the error about it too.
std::string ShownXliff(std::string_view file, size_t piece_bytes = 1 << 20);

}  // namespace dragoman
