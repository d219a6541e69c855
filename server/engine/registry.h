// The catalog of memories and glossaries and their open shards. A resource is created, found,
// listed, changed and deleted here; everything inside it is its shard's.
#pragma once

#include <absl/synchronization/mutex.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/engine/backups.h"
#include "server/engine/catalog.h"
#include "server/engine/change_feed.h"
#include "server/engine/glossary_shard.h"
#include "server/engine/index_maintenance.h"
#include "server/engine/memory_shard.h"
#include "server/model/resource.h"
#include "server/store/records.h"
#include "server/store/store.h"
#include "server/text/sentences.h"

namespace dragoman {

// What an update of a resource sets; nullopt leaves the value as it is.
struct ResourceEdit {
  std::optional<std::string> display_name;
  std::optional<std::string> description;
};

// Thread-safe. All of it is seen by whoever has it.
class Registry : public Catalog {
 public:
  // Opens every resource of the store and builds its indexes; finishes deletions that were cut off.
  // One that is damaged is refused by name to whoever uses it, or all of them; the others serve.
  //
  // `index_folder`: where indexes are saved, so that the next start is quick; empty: nowhere.
  // `most_built_at_once`: units of the largest memory whose index is built here, should that be
  // necessary. A larger one is built afterwards, while the others are used already. With no folder
  // all are built here.
  //
  // Errors: those of the store; DataLoss when the catalog is damaged.
  // Lifetime: the store outlives the registry.
  static StatusOr<std::unique_ptr<Registry>> Open(
      Store& store, const std::string& index_folder = "",
      uint64_t most_built_at_once = kMostUnitsBuiltAtOnce);
  static constexpr uint64_t kMostUnitsBuiltAtOnce = 200'000;
  // Saves the indexes.
  ~Registry() override;

  // The sentence rules of the user, null for those of the program. To be set before requests come.
  void set_sentence_rules(std::shared_ptr<const UserSentenceRules> rules) {
    sentence_rules_ = std::move(rules);
  }
  const UserSentenceRules* sentence_rules() const override { return sentence_rules_.get(); }

  // Where backups of the store go; null when the server has no folder for them. To be set before
  // requests come.
  void set_backups(std::unique_ptr<Backups> backups) { backups_ = std::move(backups); }
  Backups* backups() const { return backups_.get(); }
  Store& store() const { return store_; }

  // Errors: AlreadyExists; InvalidArgument about the id ("memory_id", "glossary_id"),
  //         "display_name" or "description"; those of Store::Commit.
  StatusOr<Resource> Create(ResourceKind kind, std::string_view id, std::string_view display_name,
                            std::string_view description);
  StatusOr<Resource> Get(ResourceKind kind, std::string_view name) const override;
  ResourcePage List(ResourceKind kind, std::string_view from, size_t limit) const override;
  // Errors: NotFound; Aborted (another etag; 0: any); those of Create.
  StatusOr<Resource> Update(ResourceKind kind, std::string_view name, Revision etag,
                            const ResourceEdit& edit);
  // Deletes the resource and all it holds. What reads it already keeps its view.
  //
  // Errors: NotFound; Aborted (another etag; 0: any); those of the store.
  Status Delete(ResourceKind kind, std::string_view name, Revision etag);

  StatusOr<std::shared_ptr<MemoryShard>> Memory(std::string_view name) const override;
  StatusOr<std::shared_ptr<GlossaryShard>> Glossary(std::string_view name) const override;
  std::vector<std::shared_ptr<MemoryShard>> Memories() const override;
  std::vector<std::shared_ptr<GlossaryShard>> Glossaries() const override;
  // Returns what changes in the resource. Errors: as Get.
  StatusOr<std::unique_ptr<ChangeFeed>> Changes(ResourceKind kind, std::string_view name) const;
  StatusOr<ResourceFigures> Figures(ResourceKind kind, std::string_view name) const override;

 private:
  struct Entry {
    Resource resource;
    std::shared_ptr<MemoryShard> memory;  // One of the two.
    std::shared_ptr<GlossaryShard> glossary;
  };
  using Key = std::pair<ResourceKind, std::string>;

  Registry(Store& store, const std::string& index_folder, uint64_t most_built_at_once)
      : store_(store),
        index_folder_(index_folder),
        most_built_at_once_(index_folder.empty() ? UINT64_MAX : most_built_at_once) {}
  Status Load();
  StatusOr<Entry> OpenEntry(const Resource& resource);
  StatusOr<Entry> Find(ResourceKind kind, std::string_view name) const;
  Status Commit(const Batch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  Status CommitRecord(const ResourceRecord& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  Status Forget(const Resource& resource) ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  void Publish(Entry entry);
  std::string IndexFolderOf(const Resource& resource) const;
  void RemoveOrphanedIndexes() const;

  std::shared_ptr<const UserSentenceRules> sentence_rules_;
  std::unique_ptr<Backups> backups_;
  Store& store_;
  const std::string index_folder_;
  const uint64_t most_built_at_once_;
  absl::Mutex write_mutex_;  // Held while the catalog changes.
  Revision revision_ ABSL_GUARDED_BY(write_mutex_) = 0;
  uint64_t next_number_ ABSL_GUARDED_BY(write_mutex_) = 1;
  // Marked as deleted, whose shard may not be dropped yet.
  std::map<Key, Resource> deleting_ ABSL_GUARDED_BY(write_mutex_);
  mutable absl::Mutex mutex_;
  std::map<Key, Entry> entries_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<IndexMaintenance> maintenance_;  // Ends before all else here.
};

}  // namespace dragoman
