// See file_format.h.
#include "client/cli/file_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
  constexpr std::array<std::string_view, 5> kXliff{".xlf", ".xliff", ".sdlxliff", ".mqxliff",
                                                   ".mxliff"};
  if (std::find(kXliff.begin(), kXliff.end(), suffix) != kXliff.end()) return v1::XLIFF;
  return std::nullopt;
}

// Returns "a.tmx" of "a.tmx.gz".
std::string WithoutPacking(const std::string& path) {
  return SuffixOf(path) == ".gz" ? std::filesystem::path(path).stem().string() : path;
}

std::optional<v1::FileFormat> NamedFormat(const std::string& path,
                                          const std::optional<std::string>& given) {
  if (!given) return FormatOfSuffix(path);
  if (*given == "xliff") return v1::XLIFF;
  return *given == "tmx" ? v1::TMX : v1::TSV;
}

// Returns the XML format of a file that begins like this, in UTF-8 or UTF-16; packed ones, which
// only XML may be, are taken for TMX.
std::optional<v1::FileFormat> FormatOfContent(std::string_view head) {
  if (head.starts_with("\x1F\x8B")) return v1::TMX;
  std::string text(head);
  std::erase_if(text, [](char c) { return c <= ' '; });  // NUL, and the mark of UTF-8 or UTF-16.
  if (!text.starts_with('<')) return std::nullopt;
  const size_t tmx = text.find("<tmx");
  const size_t xliff = text.find("<xliff");
  if (tmx == xliff) return std::nullopt;  // Neither is there.
  return tmx < xliff ? v1::TMX : v1::XLIFF;
}

Failure NoFormat(const std::string& path) {
  return {grpc::StatusCode::INVALID_ARGUMENT,
          fmt::format("the suffix of '{}' tells no format; known are .tsv, .tmx and .xlf, or say "
                      "--format tsv, tmx or xliff",
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
  AddOptional(
      command, "--format", format,
      "Format of the file: tsv; for memories tmx or, to import, xliff; default by its suffix "
      "or content")
      ->check(CLI::IsMember({"tsv", "tmx", "xliff"}));
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given) {
  if (const auto format = NamedFormat(path, given)) return *format;
  if (path.empty() || path == "-") return v1::TSV;
  return NoFormat(path);
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given,
                                std::string_view head) {
  if (const auto format = NamedFormat(path, given)) return *format;
  const auto packed = FormatOfSuffix(WithoutPacking(path));
  if (packed && *packed != v1::TSV) return *packed;
  if (const auto format = FormatOfContent(head)) return *format;
  if (path == "-") return v1::TSV;
  return NoFormat(path);
}

}  // namespace dragoman
