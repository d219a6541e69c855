// The in-memory twin of the durable store: the same contract, nothing kept. For tests, and for
// trying things out.
#pragma once

#include <memory>

#include "server/store/store.h"

namespace dragoman {

// Returns an empty store; its limits are those given, or kStoreLimits of commit_rules.h.
std::unique_ptr<Store> NewMemoryStore(const StoreLimits& limits);
std::unique_ptr<Store> NewMemoryStore();

}  // namespace dragoman
