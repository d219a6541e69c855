// What the command line tells a script when it ends.
#pragma once

#include "client/api/result.h"

namespace dragoman {

enum ExitCode : int {
  kExitOk = 0,
  kExitFailed = 1,       // the request failed, or something in it was refused
  kExitUsage = 2,        // wrong arguments
  kExitUnreachable = 3,  // no server answered
  kExitNotFound = 4,     // the server has no such memory, unit, glossary or concept
};

// Returns the exit code that stands for a failed call.
ExitCode ExitCodeOf(const Failure& failure);

}  // namespace dragoman
