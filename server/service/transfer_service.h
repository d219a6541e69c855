// The service TransferService: imports and exports, each a reactor of its own.
#pragma once

#include "dragoman/v1/transfer_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class TransferService final : public v1::TransferService::CallbackService {
 public:
  explicit TransferService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerBidiReactor<v1::ImportRequest, v1::ImportResponse>* Import(
      grpc::CallbackServerContext*) override;
  grpc::ServerWriteReactor<v1::ExportResponse>* Export(grpc::CallbackServerContext*,
                                                       const v1::ExportRequest*) override;
  grpc::ServerUnaryReactor* ListImports(grpc::CallbackServerContext*, const v1::ListImportsRequest*,
                                        v1::ListImportsResponse*) override;
  grpc::ServerWriteReactor<v1::UndoImportResponse>* UndoImport(
      grpc::CallbackServerContext*, const v1::UndoImportRequest*) override;

  const Backend& backend_;
};

}  // namespace dragoman
