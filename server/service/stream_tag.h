// The tag by which a client knows the answer to a request of a stream.
#pragma once

#include <string_view>

#include "server/engine/checks.h"

namespace dragoman {

inline constexpr size_t kMaxTagBytes = 200;

// Errors: InvalidArgument about "tag".
inline Status CheckTag(std::string_view tag) { return CheckText("tag", tag, kMaxTagBytes); }

}  // namespace dragoman
