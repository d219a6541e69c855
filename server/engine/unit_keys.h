// What the indexes and the write policies need of a unit's texts, made of them before the unit is
// committed: writers do this work side by side, and the one that commits for all has little left.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/match/text_keys.h"
#include "server/model/unit.h"

namespace dragoman {

struct VariantKeys {
  TextKeys text;
  std::vector<std::string> folds;  // Of the words.
  uint64_t previous_hash = 0;      // See ContextHash.
  uint64_t next_hash = 0;
};

// In the order of the unit's variants.
using UnitKeys = std::vector<VariantKeys>;

VariantKeys KeysOf(const Variant& variant);
std::shared_ptr<const UnitKeys> KeysOf(const Unit& unit);

// Orders the variants by tag, as units are stored.
void SortVariants(Unit& unit);

// Returns a table key of a source; different sources may share it.
uint64_t SourceHash(const Language& language, const TextKeys& text);

}  // namespace dragoman
