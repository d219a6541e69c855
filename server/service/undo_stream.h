// UndoImport: progress after every commit, then the end.
#pragma once

#include "dragoman/v1/transfer_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class UndoStream final : public PacedStream<v1::UndoImportRequest, v1::UndoImportResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
