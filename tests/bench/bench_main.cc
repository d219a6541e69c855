#include "tests/bench/bench_main.h"

#include <cstdio>

namespace dragoman {

int BenchMain(int argc, char** argv, const BenchProgram& program) {
  CLI::App app(program.about, program.name);
  program.add_options(app);
  CLI11_PARSE(app, argc, argv);
  const StatusOr<nlohmann::json> result = program.run();
  if (!result.ok()) {
    fmt::print(stderr, "{}: {}\n", program.name, MessageOf(result.status()));
    return 1;
  }
  fmt::print("{}\n", result->dump());
  return 0;
}

}  // namespace dragoman
