// The spellings of a name for people: a table, then the places.
#pragma once

#include <string>

#include "dragoman/v1/name_service.pb.h"

namespace dragoman {

// Returns the concepts that have the name, then the spellings, one a line: language, number of
// segments, the spelling and what it is.
std::string SpellingsText(const v1::FindNameResponse& response, bool colors);

// Returns the places by unit, each segment as in a concordance.
std::string NamePlacesText(const v1::FindNameResponse& response, bool colors);

// Returns what was counted, e.g. "7 spellings, 3 units", and whether there is more.
std::string NameCountText(const v1::FindNameResponse& response);

}  // namespace dragoman
