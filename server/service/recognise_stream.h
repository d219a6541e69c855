// StreamRecogniseTerms: terms recognised in texts as they come.
#pragma once

#include <memory>

#include "dragoman/v1/glossary_service.pb.h"
#include "server/engine/recognise.h"
#include "server/service/item_stream.h"

namespace dragoman {

class RecogniseStream final
    : public ItemStream<v1::StreamRecogniseTermsRequest, v1::StreamRecogniseTermsResponse> {
 public:
  using ItemStream::ItemStream;

 private:
  StatusOr<Work> Accept(const Call& call, v1::StreamRecogniseTermsRequest request) override;

  std::shared_ptr<const RecogniseOptions> options_;  // Of the requests that come next.
};

}  // namespace dragoman
