// The units that an import has brought or met so far. What one row of a file brought, a later row
// of the same file never takes away: so every row is there in the end, and the same file sent again
// changes nothing.
#pragma once

#include <vector>

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

 private:
  std::vector<bool> claimed_;
};

}  // namespace dragoman
