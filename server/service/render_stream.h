// RenderDocument: the segments of a document with their matches and terms, as they are found.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class RenderStream final : public PacedStream<v1::RenderedSegment> {
 public:
  RenderStream(const Backend& backend, const grpc::CallbackServerContext& context,
               const v1::RenderDocumentRequest& request)
      : PacedStream(backend, context), request_(request) {}

 private:
  Status Make() override;

  const v1::RenderDocumentRequest& request_;
};

}  // namespace dragoman
