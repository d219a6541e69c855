// The command line as a whole: from arguments to an exit code.
#pragma once

#include <string>
#include <vector>

#include "client/cli/environment.h"

namespace dragoman {

// Runs one command; `arguments` are those after the program's name. Returns the exit code.
int RunDragoman(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace dragoman
