// The service DocumentService.
#pragma once

#include "dragoman/v1/document_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class DocumentService final : public v1::DocumentService::CallbackService {
 public:
  explicit DocumentService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerUnaryReactor* SegmentDocument(grpc::CallbackServerContext*,
                                            const v1::SegmentDocumentRequest*,
                                            v1::SegmentDocumentResponse*) override;
  grpc::ServerUnaryReactor* ExportSentenceRules(grpc::CallbackServerContext*,
                                                const v1::ExportSentenceRulesRequest*,
                                                v1::ExportSentenceRulesResponse*) override;
  grpc::ServerWriteReactor<v1::RenderedSegment>* RenderDocument(
      grpc::CallbackServerContext*, const v1::RenderDocumentRequest*) override;
  grpc::ServerWriteReactor<v1::AlignedUnit>* AlignDocuments(
      grpc::CallbackServerContext*, const v1::AlignDocumentsRequest*) override;
  grpc::ServerWriteReactor<v1::AnalyseDocumentsResponse>* AnalyseDocuments(
      grpc::CallbackServerContext*, const v1::AnalyseDocumentsRequest*) override;
  grpc::ServerUnaryReactor* PretranslateDocument(grpc::CallbackServerContext*,
                                                 const v1::PretranslateDocumentRequest*,
                                                 v1::PretranslateDocumentResponse*) override;

  const Backend& backend_;
};

}  // namespace dragoman
