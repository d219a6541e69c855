// The main function of the benchmark programs: one JSON value on standard output, or one line about
// an error on standard error.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

#include "server/base/status.h"

namespace dragoman {

using BenchRun = std::function<StatusOr<nlohmann::json>()>;

// Parses the arguments, runs, prints. Returns the exit code.
inline int BenchMain(CLI::App& app, int argc, char** argv, const BenchRun& run) {
  CLI11_PARSE(app, argc, argv);
  const StatusOr<nlohmann::json> result = run();
  if (!result.ok()) {
    fmt::print(stderr, "{}: {}\n", app.get_name(), MessageOf(result.status()));
    return 1;
  }
  fmt::print("{}\n", result->dump());
  return 0;
}

}  // namespace dragoman
