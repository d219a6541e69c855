// Gives the units of a file in reading order their neighbours: what stands before and after each,
// language by language. A unit is handed on once the one after it is known.
#pragma once

#include <optional>
#include <utility>

#include "server/engine/unit_write.h"

namespace dragoman {

// Example: the rows "A", "B", an empty line, "C" give A (none before, B after), B (A, none),
// C (none, none). With a bad row between A and B, what follows A and precedes B is unknown.
// Thread-compatible.
class NeighbourChain {
 public:
  // Takes the next entry of the file, nullopt for one that is skipped; returns the unit before it,
  // finished, where there is one. Neighbours that a unit brings along stay.
  std::optional<UnitWrite> Follow(std::optional<UnitWrite> write, bool begins_document);

  // Ends the file: returns the last unit, finished, where there is one.
  std::optional<UnitWrite> End();

 private:
  std::optional<UnitWrite> held_;  // The entry before, unless it was skipped.
};

}  // namespace dragoman
