// AlignDocuments: the units that documents of one text in several languages make, in order.
#pragma once

#include "dragoman/v1/document_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class AlignStream final : public PacedStream<v1::AlignedUnit> {
 public:
  AlignStream(const Backend& backend, const grpc::CallbackServerContext& context,
              const v1::AlignDocumentsRequest& request)
      : PacedStream(backend, context), request_(request) {}

 private:
  Status Make() override;

  const v1::AlignDocumentsRequest& request_;
};

}  // namespace dragoman
