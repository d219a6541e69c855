// Reads what a server says about a failed call: the gRPC status, and the fields named in its
// trailer `grpc-status-details-bin` or in the ErrorStatus of one response of a stream.
#pragma once

#include "client/api/result.h"
#include "dragoman/v1/common.pb.h"

namespace dragoman {

// Returns the failure that `status` stands for. Details that do not parse are left out.
//
// Requires: !status.ok().
Failure FailureOf(const grpc::Status& status);

// Returns the failure of one request of a stream.
Failure FailureOf(const v1::ErrorStatus& error);

}  // namespace dragoman
