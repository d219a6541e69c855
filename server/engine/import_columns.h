// What the person at the table sees: the rules of checks.h name fields of units and concepts, a
// problem of an import names the column of the file instead.
#pragma once

#include "server/base/status.h"
#include "server/engine/transfer.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// Checks a unit read from a file, as CheckUnit does.
//
// Errors: InvalidArgument whose field is a column, or none when it is about the whole row.
Status CheckUnitRow(const Unit& unit);

// Checks a concept read from a file, as CheckConcept does.
//
// Errors: as above; the field is a language where the format has no columns.
Status CheckConceptRow(const Concept& entry, FileFormat format);

}  // namespace dragoman
