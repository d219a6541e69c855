// Answers to searches of names.
#pragma once

#include "dragoman/v1/name_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status FindSpellings(const Call& call, const v1::FindNameRequest& request,
                     v1::FindNameResponse& response);

}  // namespace dragoman
