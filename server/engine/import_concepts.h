// The import of a file of concepts into a glossary.
#pragma once

#include <memory>

#include "server/engine/glossary_shard.h"
#include "server/engine/transfer.h"

namespace dragoman {

// Requires: settings that Import::Start has checked. Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<Import>> NewConceptImport(std::shared_ptr<GlossaryShard> shard,
                                                   const ImportSettings& settings);

}  // namespace dragoman
