// What identifies a segment within a memory: the hashes under which lookups and writes find "the
// same source in the same context".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/model/unit.h"
#include "server/text/analysis.h"

namespace dragoman {

// Returns the hash of a neighbour's exact key: 0 when the neighbour is unknown, never 0 otherwise.
uint64_t ContextHash(const std::optional<std::string>& text, const Language& language);

// A variant reduced to what "the same source in the same context" compares.
struct SourceKey {
  Language language;
  Analysis analysis;
  uint64_t previous_hash = 0;
  uint64_t next_hash = 0;

  explicit SourceKey(const Variant& variant);
  // A table key; different sources may share it.
  uint64_t hash() const;
  bool Same(const SourceKey& other) const;
};

}  // namespace dragoman
