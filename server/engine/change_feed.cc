#include "server/engine/change_feed.h"

#include <utility>

#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/records.h"

namespace dragoman {
namespace {

// Log entries of a page; entries after which a page ends.
constexpr size_t kMaxCommits = 256;
constexpr size_t kManyEntries = 200;

}  // namespace

ChangeFeed::ChangeFeed(Store& store, Resource resource)
    : store_(store), resource_(std::move(resource)), shard_(ShardName(resource_)) {}

StatusOr<Revision> ChangeFeed::Head() const { return store_.Head(shard_); }

std::shared_ptr<void> ChangeFeed::Watch(std::function<void()> changed) {
  return store_.Watch(shard_, [changed = std::move(changed)](Revision) { changed(); });
}

StatusOr<ChangePage> ChangeFeed::Read(Revision after) const {
  ASSIGN_OR_RETURN(const ScanPage log, store_.Scan(shard_, LogFrom(after + 1), kMaxCommits));
  ChangePage page{.changes = {}, .head = log.revision, .revision = after};
  if (after > page.head) {
    return Error(StatusCode::kOutOfRange,
                 "{} is at revision {}, {} is still to come: it was restored from a backup; begin "
                 "anew",
                 resource_.name(), page.head, after);
  }
  size_t entries = 0;
  for (const KeyValue& item : log.items) {
    if (entries >= kManyEntries) return page;
    ASSIGN_OR_RETURN(const LogEntry entry, DecodeLogEntry(item.value));
    Change change{.revision = entry.revision, .micros = entry.time_micros};
    change.batch_id = entry.import_id;
    RETURN_IF_ERROR(AddEntries(entry.units, UnitKey, &ChangedEntry::unit_id, DecodeUnit,
                               &ChangedEntry::unit, change));
    RETURN_IF_ERROR(AddEntries(entry.concepts, ConceptKey, &ChangedEntry::concept_id, DecodeConcept,
                               &ChangedEntry::entry, change));
    entries += change.entries.size();
    page.revision = entry.revision;
    if (!change.entries.empty()) page.changes.push_back(std::move(change));
  }
  // Commits that change no entry may have no entry in the log.
  if (!log.next) page.revision = page.head;
  return page;
}

template <typename Id, typename KeyOf, typename Decode, typename Value>
Status ChangeFeed::AddEntries(const std::vector<Id>& ids, KeyOf key_of, Id ChangedEntry::*id,
                              Decode decode, std::optional<Value> ChangedEntry::*value,
                              Change& change) const {
  if (ids.empty()) return absl::OkStatus();
  std::vector<std::string> keys;
  for (const Id& one : ids) keys.push_back(key_of(one));
  ASSIGN_OR_RETURN(const auto values, store_.MultiGet(shard_, keys));
  for (size_t i = 0; i < ids.size(); ++i) {
    ChangedEntry changed;
    changed.*id = ids[i];
    if (values[i]) {
      ASSIGN_OR_RETURN(changed.*value, decode(*values[i]));
      if ((changed.*value)->revision != change.revision) continue;
    }
    change.entries.push_back(std::move(changed));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
