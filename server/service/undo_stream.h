// UndoImport: progress after every commit, then the end.
#pragma once

#include "dragoman/v1/transfer_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class UndoStream final : public PacedStream<v1::UndoImportResponse> {
 public:
  UndoStream(const Backend& backend, const grpc::CallbackServerContext& context,
             const v1::UndoImportRequest& request)
      : PacedStream(backend, context), request_(request) {}

 private:
  Status Make() override;

  const v1::UndoImportRequest& request_;
};

}  // namespace dragoman
