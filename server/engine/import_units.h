// The import of a file of units into a memory.
#pragma once

#include <memory>

#include "server/engine/import_ledger.h"
#include "server/engine/memory_shard.h"
#include "server/engine/transfer.h"

namespace dragoman {

// Requires: settings that Import::Start has checked. Errors: InvalidArgument about "columns".
StatusOr<std::unique_ptr<Import>> NewUnitImport(std::shared_ptr<MemoryShard> shard,
                                                const ImportSettings& settings);

}  // namespace dragoman
