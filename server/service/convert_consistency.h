// Pairs of texts and reports of consistency between the wire and the engine.
#pragma once

#include <vector>

#include "dragoman/v1/check_service.pb.h"
#include "server/base/status.h"
#include "server/engine/consistency.h"

namespace dragoman {

// Errors: InvalidArgument about "pairs[...]".
StatusOr<std::vector<TranslationPair>> PairsOf(
    const google::protobuf::RepeatedPtrField<v1::TranslationPair>& messages);

// Errors: InvalidArgument about the field.
StatusOr<ConsistencyRequest> ConsistencyRequestOf(const v1::ReportConsistencyRequest& message);

void Fill(const ConsistencyProgress& progress, v1::ReportConsistencyResponse& message);
// Leaves out examples, then renderings, that would make the message larger than clients take.
void Fill(const ConsistencyFinding& finding, v1::ReportConsistencyResponse& message);
void Fill(const ConsistencySummary& summary, v1::ReportConsistencyResponse& message);

}  // namespace dragoman
