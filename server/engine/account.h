// The account of a batch of entries: each is counted once.
#pragma once

#include <cstdint>

namespace dragoman {

// entries() = stored + merged + unchanged + skipped, by construction.
struct Account {
  uint64_t stored = 0;
  uint64_t merged = 0;
  uint64_t unchanged = 0;
  uint64_t skipped = 0;

  uint64_t entries() const { return stored + merged + unchanged + skipped; }
  bool operator==(const Account&) const = default;
};

}  // namespace dragoman
