#include "server/model/resource.h"

#include <algorithm>

namespace dragoman {
namespace {
constexpr size_t kMaxIdBytes = 63;  // AIP-122: a resource id segment fits a DNS label.
}

std::string_view CollectionOf(ResourceKind kind) {
  return kind == ResourceKind::kMemory ? "memories" : "glossaries";
}

std::optional<ResourceKind> KindOfName(std::string_view name) {
  for (const ResourceKind kind : {ResourceKind::kMemory, ResourceKind::kGlossary}) {
    const std::string_view collection = CollectionOf(kind);
    if (name.starts_with(collection) && name.substr(collection.size()).starts_with('/')) {
      return kind;
    }
  }
  return std::nullopt;
}

std::string Resource::name() const { return fmt::format("{}/{}", CollectionOf(kind), id); }

StatusOr<std::string> ParseResourceId(ResourceKind kind, std::string_view name) {
  std::string_view id = name;
  const std::string prefix = fmt::format("{}/", CollectionOf(kind));
  if (id.substr(0, prefix.size()) == prefix) id.remove_prefix(prefix.size());
  const bool valid = !id.empty() && id.size() <= kMaxIdBytes && id[0] >= 'a' && id[0] <= 'z' &&
                     std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                     });
  if (!valid) {
    return Error(StatusCode::kInvalidArgument,
                 "'{}' is no name of a {}; use 1 to {} of a-z, 0-9 and '-', a letter first",
                 Shortened(name), kind == ResourceKind::kMemory ? "memory" : "glossary",
                 kMaxIdBytes);
  }
  return std::string(id);
}

}  // namespace dragoman
