#include "server/service/backup_streams.h"

#include "server/service/convert_backup.h"

namespace dragoman {

Status CreateBackupStream::Make() {
  ASSIGN_OR_RETURN(Backups* const backups, BackupsOf(call().backend.registry));
  uint64_t copied_bytes = 0;
  const auto progress = [this, &copied_bytes](uint64_t copied) {
    v1::CreateBackupResponse response;
    copied_bytes = copied;
    response.set_copied_bytes(copied);
    return !call().cancelled() && Put(std::move(response)).ok();
  };
  ASSIGN_OR_RETURN(const Backup backup, backups->folder.Create(backups->store, progress));
  v1::CreateBackupResponse response;
  response.set_copied_bytes(copied_bytes);
  Fill(call().backend.registry, backup, *response.mutable_backup());
  return Put(std::move(response));
}

Status VerifyBackupStream::Make() {
  ASSIGN_OR_RETURN(Backups* const backups, BackupsOf(call().backend.registry));
  ASSIGN_OR_RETURN(const Backup backup, backups->folder.Verify(request().id()));
  v1::VerifyBackupResponse response;
  Fill(call().backend.registry, backup, *response.mutable_backup());
  return Put(std::move(response));
}

}  // namespace dragoman
