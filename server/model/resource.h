// Memories and glossaries: the named resources of the catalog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/base/status.h"

namespace dragoman {

enum class ResourceKind : uint8_t { kMemory = 1, kGlossary = 2 };

struct Resource {
  ResourceKind kind = ResourceKind::kMemory;
  std::string id;             // Within its kind: 1 to 63 of [a-z0-9-], a letter first.
  uint64_t shard_number = 0;  // Names its shard; never reused: a new one of an old name is new.
  std::string display_name;
  std::string description;
  int64_t created_micros = 0;
  int64_t changed_micros = 0;
  uint64_t etag = 0;  // The catalog's revision when it was last changed.

  bool operator==(const Resource&) const = default;

  // "memories/ID" or "glossaries/ID".
  std::string name() const;
};

// Returns "memories" or "glossaries".
std::string_view CollectionOf(ResourceKind kind);

// Returns the kind of what begins with "memories/" or "glossaries/", nullopt for other names.
std::optional<ResourceKind> KindOfName(std::string_view name);

// Returns the id in `name`, which may be the full name ("memories/un-reports") or the id alone.
//
// Errors: InvalidArgument with the rule for ids.
StatusOr<std::string> ParseResourceId(ResourceKind kind, std::string_view name);

}  // namespace dragoman
