// dragomand check: the check of a data folder that no server uses.
#pragma once

#include "server/engine/registry.h"

namespace dragoman {

// Prints a line for each part of the store, and one for each problem.
//
// Errors: DataLoss when there is a problem.
Status CheckData(const Registry& registry);

}  // namespace dragoman
