// Writes of units as the engine's callers give them, and what became of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/engine/account.h"
#include "server/engine/unit_keys.h"
#include "server/model/unit.h"

namespace dragoman {

// What a write does when the memory has a unit with the same source in the same context.
enum class WritePolicy : uint8_t { kAdd = 1, kReplaceSame = 2, kKeepNewest = 3, kKeepStored = 4 };

// A unit to write: id, revision and times of creation are the memory's to set; changed_micros 0
// means the present.
struct UnitWrite {
  Unit unit;
  Language source;                         // One of its languages: what the policy compares.
  std::shared_ptr<const UnitKeys> keys{};  // Of the unit; see Prepare.
  bool states_time = true;                 // Its changed_micros are its own, not the import's.
};

// Orders the unit's variants and makes its keys. Thread-safe; whoever writes many units does this
// in several threads.
void Prepare(UnitWrite& write);

enum class Outcome : uint8_t { kStored = 1, kMerged = 2, kUnchanged = 3 };

inline void Count(Outcome outcome, Account& account) {
  account.stored += outcome == Outcome::kStored;
  account.merged += outcome == Outcome::kMerged;
  account.unchanged += outcome == Outcome::kUnchanged;
}

struct UnitOutcome {
  Outcome outcome = Outcome::kStored;
  UnitId id = 0;
  Revision revision = 0;  // Of the unit: its etag.

  bool operator==(const UnitOutcome&) const = default;
};

struct UnitWriteReport {
  std::vector<UnitOutcome> outcomes;  // One per unit, in order.
  Revision revision = 0;              // Of the memory that has them.
};

}  // namespace dragoman
