#include "tests/bench/engine.h"

#include <fstream>

#include "server/store/rocksdb_store.h"

namespace dragoman {

StatusOr<BenchEngine> OpenEngine(const std::string& folder) {
  BenchEngine engine;
  ASSIGN_OR_RETURN(engine.store, OpenRocksdbStore(folder));
  ASSIGN_OR_RETURN(engine.registry, Registry::Open(*engine.store, folder + "/index"));
  return engine;
}

StatusOr<std::vector<std::string>> ReadQueries(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> queries;
  for (std::string line; std::getline(file, line);) queries.push_back(line);
  if (queries.empty()) return Error(StatusCode::kNotFound, "'{}' holds no queries", path);
  return queries;
}

}  // namespace dragoman
