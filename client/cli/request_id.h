// Names for writes, so that one which is sent twice is done once.
#pragma once

#include <string>

namespace dragoman {

// Returns 32 random hexadecimal digits.
std::string NewRequestId();

}  // namespace dragoman
