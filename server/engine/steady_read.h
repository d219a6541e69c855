// Reading a memory that is being written: what its index says and the units that its store has must
// be of one revision.
#pragma once

#include "server/engine/memory_shard.h"

namespace dragoman {

// How often a memory is read again because it changed between its index and its units.
inline constexpr int kReadAttempts = 5;

// The error of a memory whose units changed at each attempt.
inline Status ChangesTooFast(const MemoryShard& memory) {
  return Error(StatusCode::kAborted, "'{}' changes too fast to be read; try again", memory.name());
}

// Calls `read(view)`, which returns whether the units it read agree with the view, until it does.
//
// Errors: those of `read`; Aborted when it never does.
template <typename Read>
Status ReadSteadily(MemoryShard& memory, const Read& read) {
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    const auto view = memory.view();
    ASSIGN_OR_RETURN(const bool agrees, read(*view));
    if (agrees) return absl::OkStatus();
    memory.AwaitIndexes();
  }
  return ChangesTooFast(memory);
}

}  // namespace dragoman
