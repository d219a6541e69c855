// The first token of a server that has none: whoever may read a file on its machine may begin.
#pragma once

#include <string>

#include "server/base/status.h"
#include "server/engine/access.h"

namespace dragoman {

// Unless there is an administrator with a token, makes one for "admin" and writes its secret to the
// file, which only its owner may read.
//
// Errors: AlreadyExists when the file is there; Unavailable when it cannot be written; those of
//         Access::CreateToken.
Status WriteFirstToken(Access& access, const std::string& path);

}  // namespace dragoman
