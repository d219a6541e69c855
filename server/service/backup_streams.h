// CreateBackup: how far it is, then the backup. VerifyBackup: the backup once it was read.
#pragma once

#include "dragoman/v1/backup_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class CreateBackupStream final
    : public PacedStream<v1::CreateBackupRequest, v1::CreateBackupResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

// Thread-safe.
class VerifyBackupStream final
    : public PacedStream<v1::VerifyBackupRequest, v1::VerifyBackupResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
