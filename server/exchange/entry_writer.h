// What every export format offers: a file of entries, piece by piece.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/exchange/losses.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// Writes a file: its header, a row for each entry, its footer. Thread-compatible.
template <typename Value>
class EntryWriter {
 public:
  virtual ~EntryWriter() = default;
  virtual std::string Header() const = 0;
  // Returns the entry's row, or nullopt when it has nothing of what is to be written.
  virtual std::optional<std::string> Row(const Value& entry) const = 0;
  virtual std::string Footer() const { return ""; }
  // Returns what the format has no place of its own for, of the rows so far.
  virtual std::vector<Loss> CountedLosses() const { return {}; }
};

using UnitWriter = EntryWriter<Unit>;
using ConceptWriter = EntryWriter<Concept>;

}  // namespace dragoman
