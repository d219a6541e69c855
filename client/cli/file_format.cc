// See file_format.h.
#include "client/cli/file_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "client/cli/arguments.h"

namespace dragoman {
namespace {

std::string SuffixOf(const std::string& path) {
  std::string suffix = std::filesystem::path(path).extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return suffix;
}

std::optional<v1::FileFormat> FormatOfSuffix(const std::string& path) {
  const std::string suffix = SuffixOf(path);
  if (suffix == ".tsv" || suffix == ".tab") return v1::TSV;
  if (suffix == ".tmx") return v1::TMX;
  return std::nullopt;
}

// Returns "a.tmx" of "a.tmx.gz".
std::string WithoutPacking(const std::string& path) {
  return SuffixOf(path) == ".gz" ? std::filesystem::path(path).stem().string() : path;
}

std::optional<v1::FileFormat> NamedFormat(const std::string& path,
                                          const std::optional<std::string>& given) {
  if (given) return *given == "tmx" ? v1::TMX : v1::TSV;
  return FormatOfSuffix(path);
}

// Returns whether a file that begins like this is TMX, in UTF-8 or UTF-16, or packed, which only
// TMX may be.
bool LooksLikeTmx(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return true;
  std::string text(head);
  std::erase_if(text, [](char c) { return c <= ' '; });  // NUL, and the mark of UTF-8 or UTF-16.
  return text.starts_with('<') && text.find("<tmx") != std::string::npos;
}

Failure NoFormat(const std::string& path) {
  return {grpc::StatusCode::INVALID_ARGUMENT,
          fmt::format("the suffix of '{}' tells no format; known are .tsv and .tmx, or say "
                      "--format tsv or --format tmx",
                      path),
          {}};
}

}  // namespace

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
  AddOptional(command, "--format", format,
              "Format of the file: tsv, or tmx for memories; default by its suffix or content")
      ->check(CLI::IsMember({"tsv", "tmx"}));
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given) {
  if (const auto format = NamedFormat(path, given)) return *format;
  if (path.empty() || path == "-") return v1::TSV;
  return NoFormat(path);
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given,
                                std::string_view head) {
  if (const auto format = NamedFormat(path, given)) return *format;
  const bool is_packed_tmx = FormatOfSuffix(WithoutPacking(path)) == v1::TMX;
  if (is_packed_tmx || LooksLikeTmx(head)) return v1::TMX;
  if (path == "-") return v1::TSV;
  return NoFormat(path);
}

}  // namespace dragoman
