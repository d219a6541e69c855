#include "server/service/document_service.h"

#include "server/service/align_stream.h"
#include "server/service/analysis_stream.h"
#include "server/service/document_calls.h"
#include "server/service/render_stream.h"
#include "server/service/unary.h"

namespace dragoman {

grpc::ServerUnaryReactor* DocumentService::SegmentDocument(
    grpc::CallbackServerContext* context, const v1::SegmentDocumentRequest* request,
    v1::SegmentDocumentResponse* response) {
  return RunUnary(backend_, context, request, response, CutDocument);
}

grpc::ServerUnaryReactor* DocumentService::ExportSentenceRules(
    grpc::CallbackServerContext* context, const v1::ExportSentenceRulesRequest* request,
    v1::ExportSentenceRulesResponse* response) {
  return RunUnary(backend_, context, request, response, ExportRules);
}

grpc::ServerWriteReactor<v1::RenderedSegment>* DocumentService::RenderDocument(
    grpc::CallbackServerContext* context, const v1::RenderDocumentRequest* request) {
  auto* stream = new RenderStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerWriteReactor<v1::AlignedUnit>* DocumentService::AlignDocuments(
    grpc::CallbackServerContext* context, const v1::AlignDocumentsRequest* request) {
  auto* stream = new AlignStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerWriteReactor<v1::AnalyseDocumentsResponse>* DocumentService::AnalyseDocuments(
    grpc::CallbackServerContext* context, const v1::AnalyseDocumentsRequest* request) {
  auto* stream = new AnalysisStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

grpc::ServerUnaryReactor* DocumentService::PretranslateDocument(
    grpc::CallbackServerContext* context, const v1::PretranslateDocumentRequest* request,
    v1::PretranslateDocumentResponse* response) {
  return RunUnary(backend_, context, request, response, Pretranslate);
}

}  // namespace dragoman
