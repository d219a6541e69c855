// See file_format.h.
#include "client/cli/file_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "client/cli/arguments.h"

namespace dragoman {

void AddResource(CLI::App& command, Resource& resource) {
  AddOptional(command, "--memory", resource.memory, "The memory");
  AddOptional(command, "--glossary", resource.glossary, "The glossary");
}

std::string ProblemOf(const Resource& resource) {
  if (resource.memory.has_value() != resource.glossary.has_value()) return {};
  return "give either --memory NAME or --glossary NAME";
}

std::string NameOf(const Resource& resource) {
  return resource.memory ? MemoryName(*resource.memory)
                         : GlossaryName(resource.glossary.value_or(""));
}

void AddFormat(CLI::App& command, std::optional<std::string>& format) {
  AddOptional(command, "--format", format, "Format of the file: tsv; default by its suffix")
      ->check(CLI::IsMember({"tsv"}));
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given) {
  if (given || path.empty() || path == "-") return v1::TSV;
  std::string suffix = std::filesystem::path(path).extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (suffix == ".tsv" || suffix == ".tab") return v1::TSV;
  return Failure{
      grpc::StatusCode::INVALID_ARGUMENT,
      fmt::format("the suffix of '{}' tells no format; known is .tsv, or say --format tsv", path),
      {}};
}

}  // namespace dragoman
