#include "server/engine/visible_catalog.h"

#include <algorithm>

#include "server/engine/glossary_shard.h"
#include "server/engine/memory_shard.h"

namespace dragoman {
namespace {

// Returns those on whose name there is a role.
template <typename Shard>
std::vector<std::shared_ptr<Shard>> Seen(std::vector<std::shared_ptr<Shard>> shards,
                                         ResourceKind kind, const Rights& rights) {
  std::erase_if(shards, [kind, &rights](const std::shared_ptr<Shard>& shard) {
    const auto id = ParseResourceId(kind, shard->name());
    return !id.ok() || rights.On(kind, *id) == Role::kNone;
  });
  return shards;
}

}  // namespace

Status VisibleCatalog::CheckSeen(ResourceKind kind, std::string_view name) const {
  ASSIGN_OR_RETURN(const std::string id, ParseResourceId(kind, name));
  return rights_->On(kind, id) == Role::kNone ? NoSuchResource(kind, id) : absl::OkStatus();
}

StatusOr<Resource> VisibleCatalog::Get(ResourceKind kind, std::string_view name) const {
  RETURN_IF_ERROR(CheckSeen(kind, name));
  return all_->Get(kind, name);
}

ResourcePage VisibleCatalog::List(ResourceKind kind, std::string_view from, size_t limit) const {
  ResourcePage page;
  std::optional<std::string> next = std::string(from);
  while (next) {
    ResourcePage read = all_->List(kind, *next, limit);
    for (Resource& resource : read.resources) {
      if (rights_->On(kind, resource.id) == Role::kNone) continue;
      if (page.resources.size() == limit) {
        page.next = resource.id;
        return page;
      }
      page.resources.push_back(std::move(resource));
    }
    next = std::move(read.next);
  }
  return page;
}

StatusOr<std::shared_ptr<MemoryShard>> VisibleCatalog::Memory(std::string_view name) const {
  RETURN_IF_ERROR(CheckSeen(ResourceKind::kMemory, name));
  return all_->Memory(name);
}

StatusOr<std::shared_ptr<GlossaryShard>> VisibleCatalog::Glossary(std::string_view name) const {
  RETURN_IF_ERROR(CheckSeen(ResourceKind::kGlossary, name));
  return all_->Glossary(name);
}

std::vector<std::shared_ptr<MemoryShard>> VisibleCatalog::Memories() const {
  return Seen(all_->Memories(), ResourceKind::kMemory, *rights_);
}

std::vector<std::shared_ptr<GlossaryShard>> VisibleCatalog::Glossaries() const {
  return Seen(all_->Glossaries(), ResourceKind::kGlossary, *rights_);
}

StatusOr<ResourceFigures> VisibleCatalog::Figures(ResourceKind kind, std::string_view name) const {
  RETURN_IF_ERROR(CheckSeen(kind, name));
  return all_->Figures(kind, name);
}

}  // namespace dragoman
