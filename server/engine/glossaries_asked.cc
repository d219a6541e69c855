#include "server/engine/glossaries_asked.h"

#include <absl/container/flat_hash_set.h>

#include "server/engine/limits.h"

namespace dragoman {

Status CheckGlossaries(const std::vector<std::string>& names) {
  if (names.size() > kMaxLookupResources) {
    return FieldError("glossaries", fmt::format("{} given; name at most {}, or none for all",
                                                names.size(), kMaxLookupResources));
  }
  absl::flat_hash_set<std::string> seen;  // Ids: a name may be the full one or not.
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string field = fmt::format("glossaries[{}]", i);
    const auto id = ParseResourceId(ResourceKind::kGlossary, names[i]);
    if (!id.ok()) return FieldError(field, MessageOf(id.status()));
    if (!seen.insert(*id).second) {
      return FieldError(field, fmt::format("'{}' stands twice", Shortened(names[i])));
    }
  }
  return absl::OkStatus();
}

StatusOr<std::vector<std::shared_ptr<GlossaryShard>>> OpenGlossaries(
    const Registry& registry, const std::vector<std::string>& names) {
  RETURN_IF_ERROR(CheckGlossaries(names));
  if (names.empty()) return registry.Glossaries();
  std::vector<std::shared_ptr<GlossaryShard>> glossaries;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(glossaries.emplace_back(), registry.Glossary(name));
  }
  return glossaries;
}

}  // namespace dragoman
