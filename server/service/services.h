// The services of the wire that this server has.
#pragma once

#include <google/protobuf/descriptor.h>

#include <vector>

namespace dragoman {

// Returns all of them but those that gRPC brings along (health, reflection).
const std::vector<const google::protobuf::ServiceDescriptor*>& AllServices();

}  // namespace dragoman
