// An environment of files in memory and variables of a map, and files in a folder of their own.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "client/cli/environment.h"

namespace dragoman {

// What a command left behind.
struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

// Runs the command line with `input` as standard input and no variables but `variables`.
Outcome RunCommand(const std::vector<std::string>& arguments, const std::string& input = "",
                   const std::map<std::string, std::string>& variables = {});

// Returns an environment whose variables are `variables` and whose input has `input`; the caller
// closes `in`.
Environment MakeEnvironment(const std::string& input,
                            const std::map<std::string, std::string>& variables);

// Writes a file into the test's temporary folder; returns its path.
std::string WriteTemporary(const std::string& name, const std::string& text);

// Returns the bytes of a file.
std::string ReadBack(const std::string& path);

}  // namespace dragoman
