// Answers to searches of the concordance.
#pragma once

#include "dragoman/v1/memory_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status FindInConcordance(const Call& call, const v1::SearchConcordanceRequest& request,
                         v1::SearchConcordanceResponse& response);

}  // namespace dragoman
