// The engine over a data folder, opened in this process as dragomand opens it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/registry.h"
#include "server/store/store.h"

namespace dragoman {

// The memory that the benchmarks fill.
inline constexpr char kBenchMemory[] = "memories/bench";

struct BenchEngine {
  std::unique_ptr<Store> store;
  std::unique_ptr<Registry> registry;
};

// Errors: those of the store and of Registry::Open.
StatusOr<BenchEngine> OpenEngine(const std::string& folder);

// Returns the lines of a file of queries.
//
// Errors: NotFound when it cannot be read or is empty.
StatusOr<std::vector<std::string>> ReadQueries(const std::string& path);

}  // namespace dragoman
