// Answers to lookups and to the explanation of a score.
#pragma once

#include "dragoman/v1/memory_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Returns the pace of a lookup; min_score 0: the default.
Pace PaceOfLookup(int min_score, bool with_fragments, const v1::LookupQuery& query);

Status LookupOne(const Call& call, const v1::LookupRequest& request, v1::LookupResponse& response);
Status LookupBatch(const Call& call, const v1::BatchLookupRequest& request,
                   v1::BatchLookupResponse& response);
Status ExplainScore(const Call& call, const v1::ExplainRequest& request, v1::Explanation& response);

}  // namespace dragoman
