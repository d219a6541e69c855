// See environment.h.
#include "client/cli/environment.h"

#include <unistd.h>

#include <cstdlib>

namespace dragoman {

Environment ProcessEnvironment() {
  Environment environment;
  environment.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
  };
  return environment;
}

bool IsTerminal(std::FILE* file) {
  const int descriptor = fileno(file);
  return descriptor >= 0 && isatty(descriptor) == 1;
}

}  // namespace dragoman
