// StreamLookup: segments looked up as they come.
#pragma once

#include <memory>

#include "dragoman/v1/memory_service.pb.h"
#include "server/engine/lookup.h"
#include "server/service/item_stream.h"

namespace dragoman {

class LookupStream final : public ItemStream<v1::StreamLookupRequest, v1::StreamLookupResponse> {
 public:
  using ItemStream::ItemStream;

 private:
  StatusOr<Work> Accept(const Call& call, v1::StreamLookupRequest request) override;

  std::shared_ptr<const LookupOptions> options_;  // Of the requests that come next.
};

}  // namespace dragoman
