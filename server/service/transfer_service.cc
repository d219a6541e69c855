#include "server/service/transfer_service.h"

#include "server/service/export_stream.h"
#include "server/service/import_stream.h"
#include "server/service/transfer_calls.h"
#include "server/service/unary.h"
#include "server/service/undo_stream.h"

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

grpc::ServerUnaryReactor* TransferService::ListImports(grpc::CallbackServerContext* context,
                                                       const v1::ListImportsRequest* request,
                                                       v1::ListImportsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListImports);
}

grpc::ServerWriteReactor<v1::UndoImportResponse>* TransferService::UndoImport(
    grpc::CallbackServerContext* context, const v1::UndoImportRequest* request) {
  auto* stream = new UndoStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

}  // namespace dragoman
