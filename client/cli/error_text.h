// Says in one line what is wrong, where, and what to do.
#pragma once

#include <string>
#include <string_view>

#include "client/api/result.h"

namespace dragoman {

// Returns the line for a failed call to the server at `address`, without "dragoman: ".
std::string DescribeFailure(const Failure& failure, std::string_view address);

// Returns "no server answers at ADDRESS; ..." with what to do about it.
std::string DescribeUnreachable(std::string_view address);

}  // namespace dragoman
