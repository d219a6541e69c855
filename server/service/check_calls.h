// Answers to checks of translations.
#pragma once

#include "dragoman/v1/check_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status FindFaults(const Call& call, const v1::CheckTranslationRequest& request,
                  v1::CheckTranslationResponse& response);
Status ListRules(const Call& call, const v1::ListCheckRulesRequest& request,
                 v1::ListCheckRulesResponse& response);

}  // namespace dragoman
