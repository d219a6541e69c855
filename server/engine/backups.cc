#include "server/engine/backups.h"

#include <limits>

#include "server/engine/registry.h"
#include "server/store/keys.h"

namespace dragoman {
namespace {

void AddPoints(const Registry& registry, ResourceKind kind, const Backup& backup,
               std::vector<ResourcePoint>& points) {
  const ResourcePage all = registry.List(kind, "", std::numeric_limits<size_t>::max());
  for (const Resource& resource : all.resources) {
    const auto found = backup.revisions.find(ShardName(resource));
    if (found == backup.revisions.end()) continue;  // Made after the backup.
    points.push_back({resource.name(), found->second});
  }
}

}  // namespace

std::vector<ResourcePoint> PointOf(const Registry& registry, const Backup& backup) {
  std::vector<ResourcePoint> points;
  AddPoints(registry, ResourceKind::kGlossary, backup, points);
  AddPoints(registry, ResourceKind::kMemory, backup, points);
  return points;
}

}  // namespace dragoman
