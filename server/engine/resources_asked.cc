#include "server/engine/resources_asked.h"

#include <absl/container/flat_hash_set.h>

#include "server/engine/limits.h"

namespace dragoman {

Status CheckNames(ResourceKind kind, const std::vector<std::string>& names) {
  const std::string field = kind == ResourceKind::kMemory ? "memories" : "glossaries";
  if (names.size() > kMaxLookupResources) {
    return FieldError(field, fmt::format("{} given; name at most {}, or none for all", names.size(),
                                         kMaxLookupResources));
  }
  absl::flat_hash_set<std::string> seen;  // Ids: a name may be the full one or not.
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string element = fmt::format("{}[{}]", field, i);
    const auto id = ParseResourceId(kind, names[i]);
    if (!id.ok()) return FieldError(element, MessageOf(id.status()));
    if (!seen.insert(*id).second) {
      return FieldError(element, fmt::format("'{}' stands twice", Shortened(names[i])));
    }
  }
  return absl::OkStatus();
}

StatusOr<std::vector<std::shared_ptr<MemoryShard>>> OpenMemories(
    const Catalog& registry, const std::vector<std::string>& names) {
  RETURN_IF_ERROR(CheckNames(ResourceKind::kMemory, names));
  if (names.empty()) return registry.Memories();
  std::vector<std::shared_ptr<MemoryShard>> memories;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(memories.emplace_back(), registry.Memory(name));
  }
  return memories;
}

StatusOr<std::vector<std::shared_ptr<GlossaryShard>>> OpenGlossaries(
    const Catalog& registry, const std::vector<std::string>& names) {
  RETURN_IF_ERROR(CheckNames(ResourceKind::kGlossary, names));
  std::vector<std::shared_ptr<GlossaryShard>> glossaries;
  if (names.empty()) {
    glossaries = registry.Glossaries();
    for (const auto& glossary : glossaries) RETURN_IF_ERROR(glossary->CheckReady());
    return glossaries;
  }
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(glossaries.emplace_back(), registry.Glossary(name));
  }
  return glossaries;
}

}  // namespace dragoman
