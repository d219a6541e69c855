// Names of resources in requests and replies. Every error names the field that holds the name and
// the form it must have.
#pragma once

#include <string>
#include <string_view>

#include "server/base/status.h"
#include "server/model/resource.h"
#include "server/model/unit.h"

namespace dragoman {

struct UnitName {
  std::string memory;  // "memories/{memory}".
  UnitId unit = 0;
};

struct ConceptName {
  std::string glossary;  // "glossaries/{glossary}".
  std::string id;
};

// Returns the full name of the memory or glossary that `name` names.
//
// Errors: InvalidArgument about `field`, as of all here.
StatusOr<std::string> ParseResourceName(ResourceKind kind, std::string_view field,
                                        std::string_view name);
StatusOr<UnitName> ParseUnitName(std::string_view field, std::string_view name);
StatusOr<ConceptName> ParseConceptName(std::string_view field, std::string_view name);

// Returns the concept id in the name of a concept to be written to `glossary` ("glossaries/ID"):
// the id alone or the full name, which must then be of that glossary.
StatusOr<std::string> ParseConceptIdIn(std::string_view glossary, std::string_view name);

std::string FormatUnitName(std::string_view memory, UnitId unit);
std::string FormatConceptName(std::string_view glossary, std::string_view id);

}  // namespace dragoman
