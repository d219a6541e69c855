// RenderDocument: the segments of a document with their matches and terms, as they are found.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class RenderStream final : public PacedStream<v1::RenderDocumentRequest, v1::RenderedSegment> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
