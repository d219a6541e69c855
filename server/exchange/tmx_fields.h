// The fields of units in TMX: as attributes where TMX has them, else as props of our own, whose
// types begin with "x-dragoman-".
//
// changeid is the author, creationdate and changedate are the times (to the second; what is beyond
// is in x-dragoman-created-fraction, as creationdate.microseconds, and holds as long as the two
// agree). Props: author, created, changed (microseconds since 1970 UTC; these three where the
// attribute is one that the unit keeps as a property), document, domain, origin, state; of a <tuv>
// previous and next, the neighbours' texts. A type that ends in "-escaped" has a text that is
// escaped as EscapeForXml does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/exchange/tmx_record.h"
#include "server/model/unit.h"

namespace dragoman {

// Returns a time such as 20240131T101500Z, or nothing for anything else.
std::optional<int64_t> ParseTmxTime(std::string_view text);

// Moves what a record says of fields into the unit, and properties that had no place in a file back
// to where they were. Errors: InvalidArgument naming the prop.
Status TakeUnitFields(TmxRecord& record, Unit& unit);
Status TakeVariantFields(TmxRecord& record, Variant& variant);

// Adds the fields to the records that the properties gave.
void AddUnitFields(const Unit& unit, TmxRecord& record);
void AddVariantFields(const Variant& variant, TmxRecord& record);

}  // namespace dragoman
