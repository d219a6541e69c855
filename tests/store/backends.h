// The back ends that must not differ, for tests that run over each of them.
#pragma once

#include <memory>
#include <string>

#include "server/store/memory_store.h"
#include "server/store/rocksdb_store.h"

namespace dragoman {

// Test disks may be small: no reserve.
inline RocksdbOptions TestOptions() {
  RocksdbOptions options;
  options.reserve_bytes = 0;
  return options;
}

struct Backend {
  const char* name;
  // Opens an empty store; the folder is for those that need one.
  StatusOr<std::unique_ptr<Store>> (*open)(const StoreLimits& limits, const std::string& folder);
};

inline constexpr Backend kMemoryBackend{
    "Memory",
    [](const StoreLimits& limits, const std::string& /*folder*/)
        -> StatusOr<std::unique_ptr<Store>> { return NewMemoryStore(limits); }};

inline constexpr Backend kRocksdbBackend{
    "Rocksdb",
    [](const StoreLimits& limits, const std::string& folder) -> StatusOr<std::unique_ptr<Store>> {
      RocksdbOptions options = TestOptions();
      options.limits = limits;
      return OpenRocksdbStore(folder, options);
    }};

// Returns the value of one key, or "(none)", or the error.
inline std::string ValueOf(Store& store, std::string_view shard, const std::string& key) {
  const auto values = store.MultiGet(shard, {key});
  if (!values.ok()) return std::string(MessageOf(values.status()));
  return values->front().value_or("(none)");
}

}  // namespace dragoman
