#include "server/engine/keyed_units.h"

#include <algorithm>
#include <utility>

#include "server/base/hash.h"
#include "server/engine/memory_shard.h"

namespace dragoman {
StatusOr<KeyedUnits> KeyedUnits::Read(const MemoryShard& memory, std::string property) {
  KeyedUnits keyed(std::move(property));
  for (std::optional<UnitId> next = 0; next;) {
    ASSIGN_OR_RETURN(const UnitPage page, memory.List(*next, kPageUnits));
    for (const Unit& unit : page.units) keyed.Add(unit, unit.id);
    next = page.next;
  }
  return keyed;
}

void KeyedUnits::Add(const Unit& unit, UnitId id) {
  const std::string* value = ValueOf(unit);
  if (value == nullptr) return;
  auto& ids = ids_[Hash64(*value)];
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

std::vector<UnitId> KeyedUnits::Find(const Unit& unit) const {
  const std::string* value = ValueOf(unit);
  const auto found = value == nullptr ? ids_.end() : ids_.find(Hash64(*value));
  return found == ids_.end() ? std::vector<UnitId>() : found->second;
}

const std::string* KeyedUnits::ValueOf(const Unit& unit) const {
  const auto found = unit.properties.find(property_);
  return found == unit.properties.end() ? nullptr : &found->second;
}

}  // namespace dragoman
