// What a lookup may ask for.
#include "server/base/utf8.h"
#include "server/engine/checks.h"
#include "server/engine/limits.h"
#include "server/engine/lookup.h"
#include "server/engine/resources_asked.h"

namespace dragoman {
namespace {

Status CheckPenalty(std::string_view field, int penalty) {
  if (penalty >= 0 && penalty <= 100) return absl::OkStatus();
  return FieldError(field, fmt::format("{} given; a penalty is 0 to 100 points", penalty));
}

Status CheckMemory(const LookupMemory& memory) {
  const auto id = ParseResourceId(ResourceKind::kMemory, memory.name);
  if (!id.ok()) return FieldError("name", MessageOf(id.status()));
  RETURN_IF_ERROR(CheckPenalty("penalty", memory.penalty));
  RETURN_IF_ERROR(CheckPenalty("machine_penalty", memory.machine_penalty));
  RETURN_IF_ERROR(CheckPenalty("aligned_penalty", memory.aligned_penalty));
  return CheckPenalty("draft_penalty", memory.draft_penalty);
}

// Compares ids: each name may be the full one or not.
bool SameMemory(std::string_view a, std::string_view b) {
  return *ParseResourceId(ResourceKind::kMemory, a) == *ParseResourceId(ResourceKind::kMemory, b);
}

Status CheckMemories(const std::vector<LookupMemory>& memories) {
  if (memories.size() > kMaxLookupResources) {
    return FieldError("options.memories", fmt::format("{} given; name at most {}, or none for all",
                                                      memories.size(), kMaxLookupResources));
  }
  for (size_t i = 0; i < memories.size(); ++i) {
    const std::string field = fmt::format("options.memories[{}]", i);
    RETURN_IF_ERROR(WithFieldPrefix(field, CheckMemory(memories[i])));
    for (size_t j = 0; j < i; ++j) {
      if (SameMemory(memories[j].name, memories[i].name)) {
        return FieldError(field + ".name",
                          fmt::format("'{}' stands twice", Shortened(memories[i].name)));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

Status CheckLookupOptions(const LookupOptions& options) {
  RETURN_IF_ERROR(CheckMemories(options.memories));
  if (options.source.empty()) {
    return FieldError("options.source_language", "a BCP-47 tag is required, e.g. 'en'");
  }
  if (options.targets.size() > kMaxTargets) {
    return FieldError("options.target_languages", fmt::format("{} given; name at most {}",
                                                              options.targets.size(), kMaxTargets));
  }
  if (options.min_score < 1 || options.min_score > 100) {
    return FieldError("options.min_score",
                      fmt::format("{} given; a least score is 1 to 100", options.min_score));
  }
  if (options.limit < 1 || options.limit > kMaxMatches) {
    return FieldError("options.limit",
                      fmt::format("{} given; 1 to {} matches", options.limit, kMaxMatches));
  }
  if (options.max_fragments > kMaxMatches) {
    return FieldError("options.max_fragments", fmt::format("{} given; 0 to {} fragments",
                                                           options.max_fragments, kMaxMatches));
  }
  if (options.bridge_language.empty()) {
    return FieldError("options.bridge_language", "a BCP-47 tag is required, e.g. 'en'");
  }
  RETURN_IF_ERROR(
      WithFieldPrefix("options", CheckNames(ResourceKind::kGlossary, options.glossaries)));
  if (!options.outlet.empty()) RETURN_IF_ERROR(CheckOutlet("options.outlet", options.outlet));
  RETURN_IF_ERROR(CheckText("options.document", options.document, kMaxDocumentNameBytes));
  RETURN_IF_ERROR(CheckText("options.domain", options.domain, kMaxNameBytes));
  return CheckPenalty("options.bridge_penalty", options.bridge_penalty);
}

Status CheckLookupQuery(const LookupQuery& query) {
  RETURN_IF_ERROR(WithFieldPrefix("segment", CheckSegment(query.segment)));
  if (query.previous) RETURN_IF_ERROR(CheckText("previous", *query.previous, kMaxTextBytes));
  if (query.next) RETURN_IF_ERROR(CheckText("next", *query.next, kMaxTextBytes));
  return absl::OkStatus();
}

}  // namespace dragoman
