#include "server/engine/registry.h"

#include <spdlog/spdlog.h>

#include <set>

#include "server/base/clock.h"
#include "server/base/files.h"
#include "server/engine/checks.h"
#include "server/engine/sure_commit.h"
#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/scan_all.h"

namespace dragoman {
namespace {

std::string_view NounOf(ResourceKind kind) {
  return kind == ResourceKind::kMemory ? "memory" : "glossary";
}

// Says of which resource the error of an opened shard is.
template <typename Shard>
StatusOr<std::shared_ptr<Shard>> Opened(StatusOr<std::shared_ptr<Shard>> shard,
                                        const Resource& resource) {
  if (shard.ok()) return shard;
  return Error(shard.status().code(), "{}: {}", resource.name(), MessageOf(shard.status()));
}

}  // namespace

Status NoSuchResource(ResourceKind kind, std::string_view id) {
  return Error(StatusCode::kNotFound, "no {} '{}/{}'", NounOf(kind), CollectionOf(kind), id);
}

StatusOr<std::unique_ptr<Registry>> Registry::Open(Store& store, const std::string& index_folder,
                                                   uint64_t most_built_at_once) {
  std::unique_ptr<Registry> registry(new Registry(store, index_folder, most_built_at_once));
  RETURN_IF_ERROR(registry->Load());
  if (index_folder.empty()) return registry;
  registry->RemoveOrphanedIndexes();
  registry->maintenance_ = std::make_unique<IndexMaintenance>(
      [memories = registry.get()] { return memories->Memories(); });
  return registry;
}

Registry::~Registry() {
  maintenance_.reset();
  for (const auto& memory : Memories()) {
    const Status saved = memory->SaveIndexes();
    // The next start builds what is missing.
    if (!saved.ok())
      spdlog::warn("{}: its index was not saved: {}", memory->name(), MessageOf(saved));
  }
}

std::string Registry::IndexFolderOf(const Resource& resource) const {
  return index_folder_.empty() ? "" : fmt::format("{}/{}", index_folder_, ShardName(resource));
}

// Removes the indexes of memories that are no more.
void Registry::RemoveOrphanedIndexes() const {
  std::set<std::string> known;
  const absl::MutexLock lock(&mutex_);
  for (const auto& [key, entry] : entries_) known.insert(ShardName(entry.resource));
  for (const std::string& name : NamesIn(index_folder_)) {
    if (!known.contains(name)) RemoveAll(fmt::format("{}/{}", index_folder_, name));
  }
}

Status Registry::Load() {
  const absl::MutexLock write_lock(&write_mutex_);
  ASSIGN_OR_RETURN(revision_, store_.Head(kCatalogShard));
  ASSIGN_OR_RETURN(const ShardMeta meta, ReadMeta(store_, kCatalogShard));
  next_number_ = meta.next_number;
  std::vector<ResourceRecord> records;
  const auto take = [&records](const KeyValue& item) -> Status {
    ASSIGN_OR_RETURN(records.emplace_back(), DecodeResource(item.value));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(ScanAll(store_, kCatalogShard, AllResources(), kScanItems, take).status());
  for (const ResourceRecord& record : records) {
    if (record.deleting) {
      RETURN_IF_ERROR(Forget(record.resource));
      continue;
    }
    ASSIGN_OR_RETURN(Entry entry, OpenEntry(record.resource));
    Publish(std::move(entry));
  }
  return absl::OkStatus();
}

StatusOr<Resource> Registry::Create(ResourceKind kind, std::string_view id,
                                    std::string_view display_name, std::string_view description) {
  const StatusOr<std::string> parsed = ParseResourceId(kind, id);
  if (!parsed.ok()) {
    return FieldError(fmt::format("{}_id", NounOf(kind)), MessageOf(parsed.status()));
  }
  RETURN_IF_ERROR(CheckLabels(display_name, description));
  const absl::MutexLock write_lock(&write_mutex_);
  if (Find(kind, *parsed).ok()) {
    return Error(StatusCode::kAlreadyExists, "{} '{}' exists", NounOf(kind), *parsed);
  }
  if (const auto deleting = deleting_.find({kind, *parsed}); deleting != deleting_.end()) {
    RETURN_IF_ERROR(Forget(Resource(deleting->second)));
  }
  const int64_t now = NowMicros();
  // Used up even if the commit fails: it may have been written all the same.
  const uint64_t number = next_number_++;
  const Resource resource{.kind = kind,
                          .id = *parsed,
                          .shard_number = number,
                          .display_name = std::string(display_name),
                          .description = std::string(description),
                          .created_micros = now,
                          .changed_micros = now,
                          .etag = revision_ + 1};
  ASSIGN_OR_RETURN(Entry entry, OpenEntry(resource));
  Batch batch;
  batch.puts.push_back({ResourceKey(kind, resource.id), EncodeResource({.resource = resource})});
  batch.puts.push_back({MetaKey(), EncodeShardMeta({.next_number = next_number_})});
  RETURN_IF_ERROR(Commit(batch));
  Publish(std::move(entry));
  return resource;
}

StatusOr<Resource> Registry::Get(ResourceKind kind, std::string_view name) const {
  ASSIGN_OR_RETURN(Entry entry, Find(kind, name));
  return std::move(entry.resource);
}

ResourcePage Registry::List(ResourceKind kind, std::string_view from, size_t limit) const {
  ResourcePage page;
  const absl::MutexLock lock(&mutex_);
  for (auto it = entries_.lower_bound({kind, std::string(from)});
       it != entries_.end() && it->first.first == kind; ++it) {
    if (page.resources.size() == limit) {
      page.next = it->first.second;
      break;
    }
    page.resources.push_back(it->second.resource);
  }
  return page;
}

StatusOr<Resource> Registry::Update(ResourceKind kind, std::string_view name, Revision etag,
                                    const ResourceEdit& edit) {
  const absl::MutexLock write_lock(&write_mutex_);
  ASSIGN_OR_RETURN(Entry entry, Find(kind, name));
  RETURN_IF_ERROR(CheckEtag(etag, entry.resource.etag));
  Resource& resource = entry.resource;
  if (edit.display_name) resource.display_name = *edit.display_name;
  if (edit.description) resource.description = *edit.description;
  RETURN_IF_ERROR(CheckLabels(resource.display_name, resource.description));
  resource.changed_micros = NowMicros();
  resource.etag = revision_ + 1;
  RETURN_IF_ERROR(CommitRecord({.resource = resource}));
  const Resource updated = resource;
  Publish(std::move(entry));
  return updated;
}

Status Registry::Delete(ResourceKind kind, std::string_view name, Revision etag) {
  const absl::MutexLock write_lock(&write_mutex_);
  ASSIGN_OR_RETURN(const Entry entry, Find(kind, name));
  const Resource& resource = entry.resource;
  RETURN_IF_ERROR(CheckEtag(etag, resource.etag));
  RETURN_IF_ERROR(CommitRecord({.resource = resource, .deleting = true}));
  if (entry.memory != nullptr) entry.memory->Close();
  if (entry.glossary != nullptr) entry.glossary->Close();
  {
    const absl::MutexLock lock(&mutex_);
    entries_.erase({kind, resource.id});
  }
  deleting_[{kind, resource.id}] = resource;
  // The deletion is decided and on disk; what fails from here is done again at the next start, or
  // when the name is taken again.
  (void)Forget(resource);
  return absl::OkStatus();
}

StatusOr<std::shared_ptr<MemoryShard>> Registry::Memory(std::string_view name) const {
  ASSIGN_OR_RETURN(Entry entry, Find(ResourceKind::kMemory, name));
  return std::move(entry.memory);
}

StatusOr<std::shared_ptr<GlossaryShard>> Registry::Glossary(std::string_view name) const {
  ASSIGN_OR_RETURN(Entry entry, Find(ResourceKind::kGlossary, name));
  RETURN_IF_ERROR(entry.glossary->CheckReady());
  return std::move(entry.glossary);
}

std::vector<std::shared_ptr<MemoryShard>> Registry::Memories() const {
  std::vector<std::shared_ptr<MemoryShard>> memories;
  const absl::MutexLock lock(&mutex_);
  for (const auto& [key, entry] : entries_) {
    if (entry.memory != nullptr) memories.push_back(entry.memory);
  }
  return memories;
}

std::vector<std::shared_ptr<GlossaryShard>> Registry::Glossaries() const {
  std::vector<std::shared_ptr<GlossaryShard>> glossaries;
  const absl::MutexLock lock(&mutex_);
  for (const auto& [key, entry] : entries_) {
    if (entry.glossary != nullptr) glossaries.push_back(entry.glossary);
  }
  return glossaries;
}

StatusOr<std::unique_ptr<ChangeFeed>> Registry::Changes(ResourceKind kind,
                                                        std::string_view name) const {
  ASSIGN_OR_RETURN(Resource resource, Get(kind, name));
  return std::make_unique<ChangeFeed>(store_, std::move(resource));
}

StatusOr<ResourceFigures> Registry::Figures(ResourceKind kind, std::string_view name) const {
  ASSIGN_OR_RETURN(const Entry entry, Find(kind, name));
  ResourceFigures figures;
  if (entry.memory != nullptr) {
    const auto view = entry.memory->view();
    figures.index_revision = view->revision;
    figures.entries = view->units;
    for (const auto& [language, index] : view->indexes) {
      if (index->size() > 0) figures.by_language[language] = index->size();
    }
  } else {
    const auto view = entry.glossary->view();
    figures.index_revision = view->revision;
    figures.entries = view->concepts->size();
    figures.by_language = view->terms;
  }
  ASSIGN_OR_RETURN(figures.revision, store_.Head(ShardName(entry.resource)));
  return figures;
}

StatusOr<Registry::Entry> Registry::OpenEntry(const Resource& resource) {
  Entry entry{.resource = resource, .memory = nullptr, .glossary = nullptr};
  if (resource.kind == ResourceKind::kMemory) {
    ASSIGN_OR_RETURN(
        entry.memory,
        Opened(MemoryShard::Open(store_, resource, IndexFolderOf(resource), most_built_at_once_),
               resource));
  } else {
    ASSIGN_OR_RETURN(entry.glossary, Opened(GlossaryShard::Open(store_, resource), resource));
  }
  return entry;
}

StatusOr<Registry::Entry> Registry::Find(ResourceKind kind, std::string_view name) const {
  ASSIGN_OR_RETURN(const std::string id, ParseResourceId(kind, name));
  const absl::MutexLock lock(&mutex_);
  const auto found = entries_.find({kind, id});
  if (found == entries_.end()) return NoSuchResource(kind, id);
  return found->second;
}

Status Registry::Commit(const Batch& batch) {
  return CommitNext(store_, kCatalogShard, revision_, batch);
}

Status Registry::CommitRecord(const ResourceRecord& record) {
  Batch batch;
  batch.puts.push_back(
      {ResourceKey(record.resource.kind, record.resource.id), EncodeResource(record)});
  return Commit(batch);
}

// Drops the shard of a resource that is marked as being deleted, then its record.
Status Registry::Forget(const Resource& resource) {
  RETURN_IF_ERROR(store_.Drop(ShardName(resource)));
  Batch batch;
  batch.deletes.push_back(ResourceKey(resource.kind, resource.id));
  RETURN_IF_ERROR(Commit(batch));
  deleting_.erase({resource.kind, resource.id});
  return absl::OkStatus();
}

void Registry::Publish(Entry entry) {
  const absl::MutexLock lock(&mutex_);
  Key key{entry.resource.kind, entry.resource.id};
  entries_[std::move(key)] = std::move(entry);
}

}  // namespace dragoman
