// See memory_environment.h.
#include "tests/client/memory_environment.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "client/cli/dragoman.h"

namespace dragoman {
namespace {

std::string Taken(std::FILE* file, char*& buffer, size_t& size) {
  std::fclose(file);
  std::string text(buffer, size);
  std::free(buffer);
  return text;
}

}  // namespace

Environment MakeEnvironment(const std::string& input,
                            const std::map<std::string, std::string>& variables) {
  Environment environment;
  environment.in = std::tmpfile();
  std::fwrite(input.data(), 1, input.size(), environment.in);
  std::rewind(environment.in);
  environment.variable = [variables](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
  return environment;
}

Outcome RunCommand(const std::vector<std::string>& arguments, const std::string& input,
                   const std::map<std::string, std::string>& variables) {
  Environment environment = MakeEnvironment(input, variables);
  char* out = nullptr;
  char* err = nullptr;
  size_t out_size = 0;
  size_t err_size = 0;
  environment.out = open_memstream(&out, &out_size);
  environment.err = open_memstream(&err, &err_size);
  Outcome outcome;
  outcome.code = RunDragoman(arguments, environment);
  outcome.out = Taken(environment.out, out, out_size);
  outcome.err = Taken(environment.err, err, err_size);
  std::fclose(environment.in);
  return outcome;
}

std::string WriteTemporary(const std::string& name, const std::string& text) {
  const std::string path = testing::TempDir() + std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string ReadBack(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace dragoman
