// ReportConsistency: progress, then what was found, then the summary.
#pragma once

#include "dragoman/v1/check_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class ConsistencyStream final : public PacedStream<v1::ReportConsistencyResponse> {
 public:
  ConsistencyStream(const Backend& backend, const grpc::CallbackServerContext& context,
                    const v1::ReportConsistencyRequest& request)
      : PacedStream(backend, context), request_(request) {}

 private:
  Status Make() override;

  const v1::ReportConsistencyRequest& request_;
};

}  // namespace dragoman
