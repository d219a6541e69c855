// The memories or glossaries that a request names: none means every one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/registry.h"

namespace dragoman {

// Checks names of memories ("memories") or glossaries ("glossaries").
//
// Errors: InvalidArgument about the field of that name or one of its elements.
Status CheckNames(ResourceKind kind, const std::vector<std::string>& names);

// Return what is named, in the order given.
//
// Errors: those of CheckNames; NotFound.
StatusOr<std::vector<std::shared_ptr<MemoryShard>>> OpenMemories(
    const Catalog& registry, const std::vector<std::string>& names);
StatusOr<std::vector<std::shared_ptr<GlossaryShard>>> OpenGlossaries(
    const Catalog& registry, const std::vector<std::string>& names);

}  // namespace dragoman
