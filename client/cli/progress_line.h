// One line on a terminal that says how far something is; elsewhere nothing.
#pragma once

#include <string_view>

#include "client/cli/environment.h"

namespace dragoman {

// Puts the text in place of the line before.
void ShowProgressLine(const Environment& environment, std::string_view text);
void ClearProgressLine(const Environment& environment);

}  // namespace dragoman
