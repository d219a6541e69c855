#include "server/service/consistency_stream.h"

#include "server/service/convert_consistency.h"

namespace dragoman {

Status ConsistencyStream::Make() {
  ASSIGN_OR_RETURN(const ConsistencyRequest asked, ConsistencyRequestOf(request()));
  const auto put = [this](const auto& part) {
    v1::ReportConsistencyResponse response;
    Fill(part, response);
    return Put(std::move(response));
  };
  ASSIGN_OR_RETURN(const ConsistencySummary summary,
                   ReportConsistency(call().registry(), asked, call().cancelled,
                                     {.progress = put, .finding = put}));
  return put(summary);
}

}  // namespace dragoman
