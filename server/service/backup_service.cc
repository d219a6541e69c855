#include "server/service/backup_service.h"

#include "server/service/backup_streams.h"
#include "server/service/convert_backup.h"
#include "server/service/unary.h"

namespace dragoman {
namespace {

Status FillBackups(const Call& call, const v1::ListBackupsRequest&,
                   v1::ListBackupsResponse& response) {
  ASSIGN_OR_RETURN(Backups* const backups, BackupsOf(call.backend.registry));
  ASSIGN_OR_RETURN(const std::vector<Backup> list, backups->folder.List());
  for (const Backup& backup : list) Fill(call.backend.registry, backup, *response.add_backups());
  return absl::OkStatus();
}

Status Trim(const Call& call, const v1::TrimBackupsRequest& request,
            v1::TrimBackupsResponse& response) {
  if (request.keep() == 0) return FieldError("keep", "at least one backup stays");
  ASSIGN_OR_RETURN(Backups* const backups, BackupsOf(call.backend.registry));
  ASSIGN_OR_RETURN(const uint64_t deleted, backups->folder.Trim(request.keep()));
  response.set_deleted(deleted);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerWriteReactor<v1::CreateBackupResponse>* BackupService::CreateBackup(
    grpc::CallbackServerContext* context, const v1::CreateBackupRequest* request) {
  auto* stream = new CreateBackupStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerUnaryReactor* BackupService::ListBackups(grpc::CallbackServerContext* context,
                                                     const v1::ListBackupsRequest* request,
                                                     v1::ListBackupsResponse* response) {
  return RunUnary(backend_, context, request, response, FillBackups, Pace::kLong);
}

grpc::ServerWriteReactor<v1::VerifyBackupResponse>* BackupService::VerifyBackup(
    grpc::CallbackServerContext* context, const v1::VerifyBackupRequest* request) {
  auto* stream = new VerifyBackupStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerUnaryReactor* BackupService::TrimBackups(grpc::CallbackServerContext* context,
                                                     const v1::TrimBackupsRequest* request,
                                                     v1::TrimBackupsResponse* response) {
  return RunUnary(backend_, context, request, response, Trim, Pace::kLong);
}

}  // namespace dragoman
