// Errors on the wire: a status code and a message, and in the trailer grpc-status-details-bin an
// ErrorStatus whose BadRequest names the field that is wrong, and whose RetryInfo says when to try
// again.
#pragma once

#include <grpcpp/support/status.h>

#include "dragoman/v1/common.pb.h"
#include "server/base/status.h"

namespace dragoman {

// Returns the error as a message, for streams that report it for one item.
v1::ErrorStatus ErrorStatusOf(const Status& status);

// Whether an error of this code is the server's, not the caller's.
bool IsServersFault(StatusCode code);

// Returns the status for gRPC, with the ErrorStatus as its details.
grpc::Status ToGrpc(const Status& status);

}  // namespace dragoman
