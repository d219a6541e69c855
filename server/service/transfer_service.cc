#include "server/service/transfer_service.h"

#include "server/service/export_stream.h"
#include "server/service/import_stream.h"

namespace dragoman {

grpc::ServerBidiReactor<v1::ImportRequest, v1::ImportResponse>* TransferService::Import(
    grpc::CallbackServerContext* context) {
  auto* stream = new ImportStream(backend_, *context);
  stream->Start();
  return stream;
}

grpc::ServerWriteReactor<v1::ExportResponse>* TransferService::Export(
    grpc::CallbackServerContext* context, const v1::ExportRequest* request) {
  auto* stream = new ExportStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

}  // namespace dragoman
