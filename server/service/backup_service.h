// The service BackupService: backups made, listed, verified, deleted.
#pragma once

#include "dragoman/v1/backup_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class BackupService final : public v1::BackupService::CallbackService {
 public:
  explicit BackupService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerWriteReactor<v1::CreateBackupResponse>* CreateBackup(
      grpc::CallbackServerContext*, const v1::CreateBackupRequest*) override;
  grpc::ServerUnaryReactor* ListBackups(grpc::CallbackServerContext*, const v1::ListBackupsRequest*,
                                        v1::ListBackupsResponse*) override;
  grpc::ServerWriteReactor<v1::VerifyBackupResponse>* VerifyBackup(
      grpc::CallbackServerContext*, const v1::VerifyBackupRequest*) override;
  grpc::ServerUnaryReactor* TrimBackups(grpc::CallbackServerContext*, const v1::TrimBackupsRequest*,
                                        v1::TrimBackupsResponse*) override;

  const Backend& backend_;
};

}  // namespace dragoman
