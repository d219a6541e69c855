// How an import is taken back: its commits from the newest to the first, each entry of them to what
// it was before the import. An entry that somebody changed or deleted since is left as it is.
//
// Cost:    a read or two for each entry; a commit for each kUndonePerCommit of them.
// Example: an import changed A twice (A1, A2) and B once; B was edited since. A becomes what it was
//          before A1, or is removed if it was not there; B is left.
#pragma once

#include <absl/container/flat_hash_set.h>

#include <optional>
#include <string>
#include <vector>

#include "server/engine/import_history.h"
#include "server/model/concept.h"
#include "server/model/unit.h"

namespace dragoman {

// Entries that an undo takes back in one commit; those of one commit of the import at most.
inline constexpr size_t kUndonePerCommit = 1024;

// What an undo does with an entry; kElsewhere: a later commit of the import has it.
enum class UndoKind : uint8_t { kRemoved = 1, kRestored = 2, kLeft = 3, kElsewhere = 4 };

// An entry that an undo left as it is.
struct LeftEntry {
  std::string name;      // "memories/ID/units/ID" or "glossaries/ID/concepts/ID".
  bool deleted = false;  // By somebody; else changed.
};

// What one commit of an undo did.
struct UndoStep {
  std::vector<LeftEntry> left;
  Revision revision = 0;  // Of the memory or glossary after it.
};

template <typename Id, typename Value>
struct UndoneEntry {
  Id id{};
  UndoKind kind = UndoKind::kElsewhere;
  std::optional<Value> present{};
  std::optional<Value> value{};  // What it becomes.
};

// The entries that an undo takes back next, and the commit of the import that has them.
struct UndoPart {
  Revision commit = 0;
  std::vector<UnitId> units;
  std::vector<std::string> concepts;
};

// Returns the next part and notes in the record that it is taken back. Errors: of the store.
StatusOr<UndoPart> NextUndoPart(const ImportHistory& history, ImportRecord& record);

// Returns what becomes of the entries that `commit`, one of `commits`, changed.
//
// Requires: nobody writes meanwhile. Errors: those of the store.
StatusOr<std::vector<UndoneEntry<UnitId, Unit>>> UndoUnits(
    const ImportHistory& history, const std::vector<UnitId>& ids, Revision commit,
    const absl::flat_hash_set<Revision>& commits);
StatusOr<std::vector<UndoneEntry<std::string, Concept>>> UndoConcepts(
    const ImportHistory& history, const std::vector<std::string>& ids, Revision commit,
    const absl::flat_hash_set<Revision>& commits);

// Counts an entry in the record; notes one that is left in the step.
template <typename Id, typename Value>
void CountUndone(const UndoneEntry<Id, Value>& entry, std::string name, UndoStep& step,
                 ImportRecord& record) {
  record.removed += entry.kind == UndoKind::kRemoved;
  record.restored += entry.kind == UndoKind::kRestored;
  record.left += entry.kind == UndoKind::kLeft;
  if (entry.kind == UndoKind::kLeft) step.left.push_back({std::move(name), !entry.present});
}

}  // namespace dragoman
