// The main function of the benchmark programs: one JSON value on standard output, or one line about
// an error on standard error.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "server/base/status.h"

namespace dragoman {

struct BenchProgram {
  std::string name;
  std::string about;
  std::function<void(CLI::App&)> add_options;
  std::function<StatusOr<nlohmann::json>()> run;
};

// Parses the arguments, runs, prints. Returns the exit code.
int BenchMain(int argc, char** argv, const BenchProgram& program);

}  // namespace dragoman
