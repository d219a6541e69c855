// AnalyseDocuments: the analysis of each file as it is made, then that of all.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class AnalysisStream final : public PacedStream<v1::AnalyseDocumentsResponse> {
 public:
  AnalysisStream(const Backend& backend, const grpc::CallbackServerContext& context,
                 const v1::AnalyseDocumentsRequest& request)
      : PacedStream(backend, context), request_(request) {}

 private:
  Status Make() override;

  const v1::AnalyseDocumentsRequest& request_;
};

}  // namespace dragoman
