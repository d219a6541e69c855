#include "server/engine/import_undo.h"

#include <algorithm>
#include <utility>

#include "server/store/codec.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

struct OfUnits {
  using Id = UnitId;
  using Value = Unit;
  static std::string Key(UnitId id) { return UnitKey(id); }
  static std::string VersionKey(UnitId id, Revision by) { return UnitVersionKey(id, by); }
  static KeyRange Versions(UnitId id) { return AllVersionsOf(id); }
  static StatusOr<Unit> Decode(std::string_view value) { return DecodeUnit(value); }
};

struct OfConcepts {
  using Id = std::string;
  using Value = Concept;
  static std::string Key(const std::string& id) { return ConceptKey(id); }
  static std::string VersionKey(const std::string& id, Revision by) {
    return ConceptVersionKey(id, by);
  }
  static KeyRange Versions(const std::string& id) { return AllConceptVersionsOf(id); }
  static StatusOr<Concept> Decode(std::string_view value) { return DecodeConcept(value); }
};

// Takes back the entries of one commit.
template <typename Kind>
class Undoer {
 public:
  using Id = typename Kind::Id;
  using Value = typename Kind::Value;
  using Entry = UndoneEntry<Id, Value>;

  Undoer(const ImportHistory& history, Revision commit,
         const absl::flat_hash_set<Revision>& commits)
      : history_(history), commit_(commit), commits_(commits) {}

  StatusOr<std::vector<Entry>> Undo(const std::vector<Id>& ids) const {
    std::vector<std::string> keys;
    std::vector<std::string> version_keys;
    for (const Id& id : ids) {
      keys.push_back(Kind::Key(id));
      version_keys.push_back(Kind::VersionKey(id, commit_));
    }
    ASSIGN_OR_RETURN(auto present, Read(keys));
    ASSIGN_OR_RETURN(auto before, Read(version_keys));
    std::vector<Entry> entries;
    for (size_t i = 0; i < ids.size(); ++i) {
      Entry entry{.id = ids[i], .present = std::move(present[i])};
      RETURN_IF_ERROR(Decide(std::move(before[i]), entry));
      entries.push_back(std::move(entry));
    }
    return entries;
  }

 private:
  StatusOr<std::vector<std::optional<Value>>> Read(const std::vector<std::string>& keys) const {
    ASSIGN_OR_RETURN(const auto values, history_.store().MultiGet(history_.shard(), keys));
    std::vector<std::optional<Value>> read(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
      if (!values[i]) continue;
      ASSIGN_OR_RETURN(read[i], Kind::Decode(*values[i]));
    }
    return read;
  }

  // `before`: what the commit superseded.
  Status Decide(std::optional<Value> before, Entry& entry) const {
    if (entry.present && entry.present->revision == commit_) {
      while (before && commits_.contains(before->revision)) {
        ASSIGN_OR_RETURN(auto earlier, Read({Kind::VersionKey(entry.id, before->revision)}));
        before = std::move(earlier.front());
      }
      entry.kind = before ? UndoKind::kRestored : UndoKind::kRemoved;
      entry.value = std::move(before);
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Revision changed_by, SupersedingCommit(entry.id));
    entry.kind = commits_.contains(changed_by) ? UndoKind::kElsewhere : UndoKind::kLeft;
    return absl::OkStatus();
  }

  // Returns the commit that superseded what `commit_` wrote; 0: none, it was made and deleted.
  StatusOr<Revision> SupersedingCommit(const Id& id) const {
    KeyRange range = Kind::Versions(id);
    range.begin = Kind::VersionKey(id, commit_ + 1);
    ASSIGN_OR_RETURN(const ScanPage page, history_.store().Scan(history_.shard(), range, 1));
    return page.items.empty() ? 0 : SupersededBy(page.items.front().key).value_or(0);
  }

  const ImportHistory& history_;
  const Revision commit_;
  const absl::flat_hash_set<Revision>& commits_;
};

// Returns `count` of the entries from `begin` on.
template <typename Id>
std::vector<Id> Part(const std::vector<Id>& all, size_t begin) {
  const size_t first = std::min(begin, all.size());
  const size_t count = std::min(all.size() - first, kUndonePerCommit);
  const auto from = all.begin() + static_cast<ptrdiff_t>(first);
  return {from, from + static_cast<ptrdiff_t>(count)};
}

}  // namespace

StatusOr<UndoPart> NextUndoPart(const ImportHistory& history, ImportRecord& record) {
  const Revision commit = record.undo_revision == 0 ? record.last_revision : record.undo_revision;
  ASSIGN_OR_RETURN(const LogEntry entry, history.LogAt(commit));
  UndoPart part{commit, Part(entry.units, record.undo_position),
                Part(entry.concepts, record.undo_position)};
  const size_t taken = part.units.size() + part.concepts.size();
  const bool more = record.undo_position + taken < entry.units.size() + entry.concepts.size();
  record.undo_revision = more ? commit : entry.import_previous;
  record.undo_position = more ? record.undo_position + taken : 0;
  const bool ended = !more && entry.import_previous == 0;
  record.state = ended ? ImportRecord::State::kUndone : ImportRecord::State::kUndoing;
  return part;
}

StatusOr<std::vector<UndoneEntry<UnitId, Unit>>> UndoUnits(
    const ImportHistory& history, const std::vector<UnitId>& ids, Revision commit,
    const absl::flat_hash_set<Revision>& commits) {
  return Undoer<OfUnits>(history, commit, commits).Undo(ids);
}

StatusOr<std::vector<UndoneEntry<std::string, Concept>>> UndoConcepts(
    const ImportHistory& history, const std::vector<std::string>& ids, Revision commit,
    const absl::flat_hash_set<Revision>& commits) {
  return Undoer<OfConcepts>(history, commit, commits).Undo(ids);
}

}  // namespace dragoman
