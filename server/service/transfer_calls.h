// What the methods of TransferService do that are answered by one message.
#pragma once

#include "dragoman/v1/transfer_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status ListImports(const Call& call, const v1::ListImportsRequest& request,
                   v1::ListImportsResponse& response);

}  // namespace dragoman
