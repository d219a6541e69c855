// What the tests of TMX share: files of units made and read, units shown, random units.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/tmx.h"
#include "tests/exchange/read_support.h"
#include "tests/random.h"
#include "tests/status_matchers.h"

namespace dragoman {

using TmxEntries = std::vector<ReadEntry<UnitEntry>>;

StatusOr<TmxEntries> ReadTmx(std::string_view file, const std::vector<std::string>& languages = {},
                             size_t piece_bytes = 1 << 20);

// Returns the units of a file that must have no other entries.
std::vector<Unit> UnitsOf(const StatusOr<TmxEntries>& entries);

// Returns the one unit of a file, or why there is none.
StatusOr<Unit> ReadTmxUnit(std::string_view file);

// Returns a file with these elements in its <body>, from its line 4 on.
std::string TmxWith(std::string_view body, std::string_view header = "srclang=\"en\"");

// Returns a <tu> in en and ru.
std::string TmxPair(std::string_view en, std::string_view ru, std::string_view props = "");
std::string TmxProp(std::string_view type, std::string_view text);

std::string TmxOf(const std::vector<Unit>& units, const std::vector<std::string>& languages = {});

Variant VariantOf(std::string_view tag, Segment segment);

// Returns the text with its codes where they stand: (opening(, )closing), |alone|.
std::string Shown(const Segment& segment);
// Returns what the segments and fields of a unit hold.
std::string Shown(const Unit& unit);
// Returns everything that a file gives, the error about it too.
std::string ShownFile(UnitReader& reader, std::string_view file, size_t piece_bytes);
std::string ShownTmx(std::string_view file, size_t piece_bytes);

// Returns a unit whose texts, codes and properties are hard on TMX.
Unit RandomTmxUnit(TestRandom& random);

}  // namespace dragoman
