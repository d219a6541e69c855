// The units that an import has brought or met so far. What one row of a file brought, a later row
// of the same file never takes away: so every row is there in the end, and the same file sent again
// changes nothing. With them: the keys by which the import finds units, where they are its own.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "server/engine/keyed_units.h"
#include "server/model/unit.h"

namespace dragoman {

// One bit for each unit of the memory. Thread-compatible.
class ImportClaims {
 public:
  void Add(UnitId id) {
    if (id >= claimed_.size()) claimed_.resize(id + 1);
    claimed_[id] = true;
  }
  bool Has(UnitId id) const { return id < claimed_.size() && claimed_[id]; }

  void SetKeyed(KeyedUnits keyed) { keyed_.emplace(std::move(keyed)); }
  // Returns nullptr where units are the same by source and context.
  KeyedUnits* keyed() { return keyed_ ? &*keyed_ : nullptr; }

 private:
  std::optional<KeyedUnits> keyed_;
  std::vector<bool> claimed_;
};

}  // namespace dragoman
