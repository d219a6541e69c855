// The glossaries that a request names: none means every one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/registry.h"

namespace dragoman {

// Errors: InvalidArgument about "glossaries" or one of its elements.
Status CheckGlossaries(const std::vector<std::string>& names);

// Returns the glossaries in the order given.
//
// Errors: those of CheckGlossaries; NotFound.
StatusOr<std::vector<std::shared_ptr<GlossaryShard>>> OpenGlossaries(
    const Registry& registry, const std::vector<std::string>& names);

}  // namespace dragoman
