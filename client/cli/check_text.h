// Findings of a check for people.
#pragma once

#include <string>

#include "dragoman/v1/check_service.pb.h"

namespace dragoman {

// Returns a finding: the number of its pair from 1, severity and rule, what was found; then the two
// texts with its places marked, and the repair where there is one. Places are bold, without colours
// in brackets.
std::string FindingText(const v1::Finding& finding, const v1::CheckTranslationRequest& request,
                        bool colors);

// Returns "no findings", or "1 error, 3 warnings in 2 of 40 pairs".
std::string CheckCountText(const v1::CheckTranslationResponse& response, int pairs);

// Returns "error", "warning" or "note".
std::string_view SeverityLabel(v1::Severity severity);

}  // namespace dragoman
