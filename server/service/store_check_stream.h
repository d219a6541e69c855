// CheckStore: how far each part of the store is, and what was found in it.
#pragma once

#include "dragoman/v1/admin_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class StoreCheckStream final : public PacedStream<v1::CheckStoreRequest, v1::CheckStoreResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
