// A part of a snapshot with the marks of its dead entries: those removed or replaced since it was
// built. A part never changes; a commit that kills entries brings a new set of marks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "server/match/index_part.h"

namespace dragoman {

using DeadMarks = std::vector<bool>;  // By entry number.

struct LivePart {
  std::shared_ptr<const IndexPart> part;
  std::shared_ptr<const DeadMarks> dead;  // Null: none.
  size_t live = 0;                        // Entries not dead.

  bool IsLive(uint32_t entry) const { return !dead || !(*dead)[entry]; }
  // Returns the live entry of a unit.
  std::optional<uint32_t> FindLive(UnitId unit) const {
    const auto entry = part->FindUnit(unit);
    return entry && IsLive(*entry) ? entry : std::nullopt;
  }
  bool in_memory() const { return part->image().file.empty(); }
};

}  // namespace dragoman
