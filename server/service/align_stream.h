// AlignDocuments: the units that documents of one text in several languages make, in order.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class AlignStream final : public PacedStream<v1::AlignDocumentsRequest, v1::AlignedUnit> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
