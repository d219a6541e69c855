// What the command line takes from the process around it, so that tests can hand in their own.
#pragma once

#include <cstdio>
#include <functional>
#include <optional>
#include <string>

namespace dragoman {

// Files are borrowed and stay open.
struct Environment {
  std::FILE* in = stdin;
  std::FILE* out = stdout;
  std::FILE* err = stderr;
  // Returns an environment variable; a variable that is empty counts as not set.
  std::function<std::optional<std::string>(const char*)> variable;
};

// Returns the environment of this process.
Environment ProcessEnvironment();

// Returns whether a person reads `file`.
bool IsTerminal(std::FILE* file);

}  // namespace dragoman
