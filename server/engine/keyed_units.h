// The units of a memory by one of their properties, such as the id that another tool gave them:
// what "the same unit" means for an import that says so, whatever became of its source.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/status.h"
#include "server/model/unit.h"

namespace dragoman {

class MemoryShard;

// Thread-compatible.
class KeyedUnits {
 public:
  // Reads all units of the memory. Those that others write later are not known.
  //
  // Cost:   O(units); 16 bytes or so for each that has the property.
  // Errors: those of MemoryShard::List.
  static StatusOr<KeyedUnits> Read(const MemoryShard& memory, std::string property);

  // Notes what a unit is called.
  void Add(const Unit& unit, UnitId id);
  // Returns the units that may be called as this one is; `ValueOf` says whether they are.
  std::vector<UnitId> Find(const Unit& unit) const;
  // Returns the value of the property, nullptr for none.
  const std::string* ValueOf(const Unit& unit) const;

 private:
  explicit KeyedUnits(std::string property) : property_(std::move(property)) {}

  const std::string property_;
  absl::flat_hash_map<uint64_t, std::vector<UnitId>> ids_;  // By the hash of the value.
};

}  // namespace dragoman
