// Backups as messages.
#pragma once

#include "dragoman/v1/backup_service.pb.h"
#include "server/engine/registry.h"

namespace dragoman {

// Errors: FailedPrecondition when the server has no folder for backups.
StatusOr<Backups*> BackupsOf(Registry& registry);

void Fill(const Registry& registry, const Backup& backup, v1::Backup& message);

}  // namespace dragoman
