// What an index keeps of one unit's variant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/match/text_keys.h"
#include "server/model/unit.h"

namespace dragoman {

struct IndexEntry {
  UnitId unit = 0;
  TextKeys keys;
  std::vector<std::string> folds;  // Of the words, in the order of keys.words.
  uint64_t previous_hash = 0;      // Of the neighbours' exact keys; 0: unknown.
  uint64_t next_hash = 0;
  uint64_t languages = 0;      // Bit set of the unit's languages, numbered by the memory.
  uint8_t penalty_class = 0;   // 0 to 15: selects a penalty at search time (origin, review state).
  uint32_t document_hash = 0;  // See TieHash; 0: none.
  uint32_t domain_hash = 0;
  uint64_t changed_seconds = 0;  // Since 1970: of two equal matches the newer comes first.
};

// Returns an entry of the text, everything else unset.
IndexEntry EntryOf(UnitId unit, Analysis analysis);

// Returns the hash by which entries of one document (or domain) know each other: 0 for no name.
uint32_t TieHash(std::string_view name);

// One change: the entry replaces what the index holds of its unit; nullopt removes the unit.
struct IndexChange {
  UnitId unit = 0;
  std::optional<IndexEntry> entry;
};

}  // namespace dragoman
