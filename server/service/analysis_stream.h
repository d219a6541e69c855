// AnalyseDocuments: the analysis of each file as it is made, then that of all.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class AnalysisStream final
    : public PacedStream<v1::AnalyseDocumentsRequest, v1::AnalyseDocumentsResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
