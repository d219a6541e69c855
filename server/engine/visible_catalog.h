// The memories and glossaries that a caller has a role on; others do not exist.
#pragma once

#include "server/engine/catalog.h"
#include "server/engine/rights.h"

namespace dragoman {

// Thread-safe.
class VisibleCatalog : public Catalog {
 public:
  // Lifetime: both outlive it.
  VisibleCatalog(const Catalog& all, const Rights& rights) : all_(&all), rights_(&rights) {}

  StatusOr<Resource> Get(ResourceKind kind, std::string_view name) const override;
  ResourcePage List(ResourceKind kind, std::string_view from, size_t limit) const override;
  StatusOr<std::shared_ptr<MemoryShard>> Memory(std::string_view name) const override;
  StatusOr<std::shared_ptr<GlossaryShard>> Glossary(std::string_view name) const override;
  std::vector<std::shared_ptr<MemoryShard>> Memories() const override;
  std::vector<std::shared_ptr<GlossaryShard>> Glossaries() const override;
  StatusOr<ResourceFigures> Figures(ResourceKind kind, std::string_view name) const override;
  const UserSentenceRules* sentence_rules() const override { return all_->sentence_rules(); }

 private:
  Status CheckSeen(ResourceKind kind, std::string_view name) const;

  const Catalog* all_;
  const Rights* rights_;
};

}  // namespace dragoman
