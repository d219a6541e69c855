// ReportConsistency: progress, then what was found, then the summary.
#pragma once

#include "dragoman/v1/check_service.pb.h"
#include "server/service/paced_stream.h"

namespace dragoman {

// Thread-safe.
class ConsistencyStream final
    : public PacedStream<v1::ReportConsistencyRequest, v1::ReportConsistencyResponse> {
 public:
  using PacedStream::PacedStream;

 private:
  Status Make() override;
};

}  // namespace dragoman
