// The units that an import has brought or met so far. What one row of a file brought, a later row
// of the same file never takes away: so every row is there in the end, and the same file sent again
// changes nothing. With them: the keys by which the import finds units, where they are its own.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "server/engine/keyed_units.h"
#include "server/model/unit.h"

namespace dragoman {

// One bit for each unit of the memory, and a time for the few that are older than a row that found
// them as it is itself. Thread-compatible.
class ImportClaims {
 public:
  void Add(UnitId id) {
    if (id >= claimed_.size()) claimed_.resize(id + 1);
    claimed_[id] = true;
  }
  bool Has(UnitId id) const { return id < claimed_.size() && claimed_[id]; }

  // Notes that a row of this time says what the unit says: no older row of the file replaces it,
  // as none did that came after it, had the row itself been stored.
  void Confirm(const Unit& unit, int64_t row_micros) {
    if (row_micros <= unit.changed_micros) return;
    int64_t& confirmed = confirmed_micros_[unit.id];
    confirmed = std::max(confirmed, row_micros);
  }
  // Returns the time that a row must be newer than to replace the unit, microseconds of Unix time.
  int64_t NewestOf(const Unit& unit) const {
    const auto confirmed = confirmed_micros_.find(unit.id);
    if (confirmed == confirmed_micros_.end()) return unit.changed_micros;
    return std::max(confirmed->second, unit.changed_micros);
  }

  void SetKeyed(KeyedUnits keyed) { keyed_.emplace(std::move(keyed)); }
  // Returns nullptr where units are the same by source and context.
  KeyedUnits* keyed() { return keyed_ ? &*keyed_ : nullptr; }

 private:
  std::optional<KeyedUnits> keyed_;
  std::vector<bool> claimed_;
  absl::flat_hash_map<UnitId, int64_t> confirmed_micros_;
};

}  // namespace dragoman
