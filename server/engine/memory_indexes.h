// The search indexes of one memory, one per language, and the immutable view of all of them that a
// lookup works on.
//
// A commit adds small parts in memory. Flush turns these into files and notes in the manifest which
// revision the files cover; after a crash only the commits since then are read from the store's log
// again. Merges keep the number of files small. Both run beside commits and lookups.
#pragma once

#include <absl/synchronization/mutex.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/engine/unit_keys.h"
#include "server/match/index.h"
#include "server/match/index_folder.h"
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
  // Returns the bit that stands for this language alone, 0 where none does.
  uint64_t BitOf(const Language& language) const;
  // Returns whether the indexes have of each of the unit's variants what they should, once.
  //
  // Cost: that of analysing the texts.
  bool Agrees(const Unit& unit) const;
  // Returns whether bit 63 is in use: then the bits cannot tell all languages apart.
  bool HasOverflow() const { return numbered.size() > kNumberedLanguages; }

  static constexpr size_t kNumberedLanguages = 63;
};

// A unit before and after a change; nullopt: it was not, or is not there.
struct UnitChange {
  std::optional<Unit> before{};
  std::optional<Unit> after{};
  std::shared_ptr<const UnitKeys> keys{};  // Of `after`; null: to be made.
  bool before_unknown = false;             // What the indexes hold of the unit is replaced.
};

// Thread-safe: one writer at a time, one thread for flush and merge, readers take views.
class MemoryIndexes {
 public:
  // `folder`: where the indexes are saved; empty: they are kept in memory only.
  explicit MemoryIndexes(std::string folder);

  // Names a memory's history up to a revision.
  using IdentityAt = std::function<StatusOr<uint64_t>(Revision)>;

  // Takes up what was saved, if it is whole, of these rules and of this history.
  //
  // Errors: NotFound (nothing was saved), others: why it cannot be used. The view is empty then.
  Status Load(const IdentityAt& identity_at);

  // Makes the changes of one commit visible at once; `units` are in the memory after it.
  void Apply(const std::map<UnitId, UnitChange>& changes, Revision revision, uint64_t units);
  // Forgets everything that is in memory; what is saved stays until the next Flush.
  void Clear();

  std::shared_ptr<const MemoryView> view() const;

  // Returns whether so much is in memory only that it should be flushed.
  bool WantsFlush() const;
  // Makes files of all that is in memory, and saves the revision that they cover.
  //
  // Errors: those of the folder; everything stays as it was, in memory.
  Status Flush(const IdentityAt& identity_at);
  // Merges files where there are too many, or (`thoroughly`) where fewer would do; one merge a
  // call. Returns whether there was one.
  StatusOr<bool> Merge(bool thoroughly);

  // The memory is deleted: removes the files; nothing is saved from now on.
  void Close();

 private:
  struct Flushing;
  std::vector<Flushing> BeginFlush(Revision& revision);
  Status WriteParts(std::vector<Flushing>& flushing);
  Status Save(Revision revision, uint64_t identity);
  void Republish();

  absl::Mutex write_mutex_;  // Held by a commit, and while a merge changes places.
  std::map<Language, std::unique_ptr<MatchIndex>> indexes_;  // Grows only, under both mutexes.
  absl::Mutex files_mutex_;                                  // Held by flush and merge.
  IndexFolder folder_ ABSL_GUARDED_BY(files_mutex_);
  const bool is_saved_;
  bool closed_ ABSL_GUARDED_BY(files_mutex_) = false;
  Revision saved_revision_ ABSL_GUARDED_BY(files_mutex_) = 0;
  uint64_t saved_identity_ ABSL_GUARDED_BY(files_mutex_) = 0;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const MemoryView> view_ ABSL_GUARDED_BY(mutex_);
};

// Returns the time of a unit's last change as matches are ordered by it: to the second.
inline uint64_t ChangedSeconds(const Unit& unit) {
  return unit.changed_micros <= 0 ? 0 : static_cast<uint64_t>(unit.changed_micros) / 1'000'000;
}

// Returns the class that selects a unit's penalty in SearchOptions::penalties.
inline uint8_t PenaltyClass(Origin origin, ReviewState state) {
  return static_cast<uint8_t>(static_cast<unsigned>(origin) * 4 + static_cast<unsigned>(state));
}

}  // namespace dragoman
