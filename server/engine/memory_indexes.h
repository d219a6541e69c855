// The search indexes of one memory, one per language, and the immutable view of all of them that a
// lookup works on.
#pragma once

#include <absl/synchronization/mutex.h>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/match/index.h"
#include "server/model/unit.h"

namespace dragoman {

// All indexes at one revision of the memory. Immutable.
struct MemoryView {
  std::map<Language, std::shared_ptr<const IndexSnapshot>> indexes;
  std::vector<Language> numbered;  // Bit n of IndexEntry::languages; bit 63 stands for all others.
  Revision revision = 0;
  uint64_t units = 0;

  // Returns the indexes of the languages that answer `wanted`.
  std::vector<const IndexSnapshot*> Answering(const Language& wanted) const;
  // Returns the bits of units that may have one of the languages; all bits when none is named.
  uint64_t LanguageBits(std::span<const Language> wanted) const;
  // Returns whether bit 63 is in use: then the bits cannot tell all languages apart.
  bool HasOverflow() const { return numbered.size() > kNumberedLanguages; }

  static constexpr size_t kNumberedLanguages = 63;
};

// A unit before and after a change; nullopt: it was not, or is not there.
struct UnitChange {
  std::optional<Unit> before;
  std::optional<Unit> after;
};

// Thread-safe: one writer at a time, readers take views.
class MemoryIndexes {
 public:
  MemoryIndexes() : view_(std::make_shared<MemoryView>()) {}

  // Makes the changes of one commit visible at once.
  void Apply(const std::map<UnitId, UnitChange>& changes, Revision revision);

  std::shared_ptr<const MemoryView> view() const;

 private:
  std::map<Language, std::unique_ptr<MatchIndex>> indexes_;  // Of the writer.
  mutable absl::Mutex mutex_;
  std::shared_ptr<const MemoryView> view_ ABSL_GUARDED_BY(mutex_);
};

// Returns the class that selects a unit's penalty in SearchOptions::penalties.
inline uint8_t PenaltyClass(Origin origin, ReviewState state) {
  return static_cast<uint8_t>(static_cast<unsigned>(origin) * 4 + static_cast<unsigned>(state));
}

}  // namespace dragoman
