// What changed in a memory or glossary since a revision, read from its change log; and a word when
// there is more.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/model/concept.h"
#include "server/model/resource.h"
#include "server/model/unit.h"
#include "server/store/store.h"

namespace dragoman {

// One entry as it is now.
struct ChangedEntry {
  UnitId unit_id = 0;          // Of a memory,
  std::string concept_id{};    // of a glossary.
  std::optional<Unit> unit{};  // One of these; none when the entry was deleted.
  std::optional<Concept> entry{};
};

// What one commit did. Entries that a later commit changed again are left to that one; one that is
// not there any more is said to be deleted by each commit that wrote it.
struct Change {
  Revision revision = 0;
  int64_t micros = 0;
  std::string batch_id{};  // Of an import; "" for none.
  std::vector<ChangedEntry> entries{};
};

struct ChangePage {
  std::vector<Change> changes;  // Ascending.
  Revision head = 0;            // The newest revision when the page was read.
  // Read on from here; less than `head` when there is more.
  Revision revision = 0;
};

// Thread-safe.
//
// Lifetime: the store outlives it.
class ChangeFeed {
 public:
  ChangeFeed(Store& store, Resource resource);

  const Resource& resource() const { return resource_; }
  // Errors: those of Store::Head.
  StatusOr<Revision> Head() const;
  // Returns the next commits after a revision that changed an entry, some hundred entries at most
  // beyond those of one commit.
  //
  // Errors: OutOfRange when the revision is ahead of the newest; DataLoss; those of the store.
  StatusOr<ChangePage> Read(Revision after) const;
  // Calls `changed` after each later commit until the handle is destroyed; see Store::Watch.
  std::shared_ptr<void> Watch(std::function<void()> changed);

 private:
  // Adds the entries that are as the change left them, or gone. `key_of`: where an id is stored.
  template <typename Id, typename KeyOf, typename Decode, typename Value>
  Status AddEntries(const std::vector<Id>& ids, KeyOf key_of, Id ChangedEntry::*id, Decode decode,
                    std::optional<Value> ChangedEntry::*value, Change& change) const;

  Store& store_;
  const Resource resource_;
  const std::string shard_;
};

}  // namespace dragoman
