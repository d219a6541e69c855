#include "server/service/convert_backup.h"

#include "server/service/request.h"

namespace dragoman {

StatusOr<Backups*> BackupsOf(Registry& registry) {
  if (registry.backups() != nullptr) return registry.backups();
  return Error(StatusCode::kFailedPrecondition,
               "the server has no folder for backups; start it with --backups DIR");
}

void Fill(const Registry& registry, const Backup& backup, v1::Backup& message) {
  message.set_id(backup.id);
  *message.mutable_create_time() = TimestampOf(backup.micros);
  message.set_bytes(backup.bytes);
  message.set_own_bytes(backup.own_bytes);
  for (ResourcePoint& point : PointOf(registry, backup)) {
    v1::BackupPoint& entry = *message.add_points();
    entry.set_name(std::move(point.name));
    entry.set_revision(point.revision);
  }
}

}  // namespace dragoman
