// What identifies a segment within a memory: how writes find "the same source in the same context".
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

// A variant reduced to what "the same source in the same context" compares: the texts themselves,
// where hashes only say where to look.
struct SourceKey {
  Language language;
  std::string exact_key;
  std::vector<Code> codes;
  uint64_t previous_hash = 0;
  uint64_t next_hash = 0;

  explicit SourceKey(const Variant& variant);
  bool operator==(const SourceKey&) const = default;
};

}  // namespace dragoman
