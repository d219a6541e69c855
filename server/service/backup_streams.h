// CreateBackup: how far it is, then the backup. VerifyBackup: the backup once it was read.
#pragma once

#include "dragoman/v1/backup_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class CreateBackupStream final : public PacedStream<v1::CreateBackupResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

// Thread-safe.
class VerifyBackupStream final : public PacedStream<v1::VerifyBackupResponse> {
 public:
  VerifyBackupStream(const Backend& backend, const grpc::CallbackServerContext& context,
                     const v1::VerifyBackupRequest& request)
      : PacedStream(backend, context), id_(request.id()) {}

 private:
  Status Make() override;

  const uint32_t id_;
};

}  // namespace dragoman
