// The languages of a unit that a request wants beside the one in which it was found.
#pragma once

#include <span>
#include <vector>

#include "server/model/unit.h"

namespace dragoman {

// Returns the languages asked for that the unit has beside its source, in the order asked; without
// wishes all of them.
std::vector<Language> TargetsOf(const Unit& unit, const Language& source,
                                std::span<const Language> wanted);

}  // namespace dragoman
