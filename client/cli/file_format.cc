// See file_format.h.
#include "client/cli/file_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

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
  if (suffix == ".csv") return v1::CSV;
  if (suffix == ".tmx") return v1::TMX;
  if (suffix == ".tbx") return v1::TBX;
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
  static const std::map<std::string, v1::FileFormat> kFormats{
      {"tsv", v1::TSV}, {"csv", v1::CSV}, {"tmx", v1::TMX}, {"tbx", v1::TBX}, {"xliff", v1::XLIFF}};
  return kFormats.at(*given);
}

// Returns the format of XML, in UTF-8 or UTF-16, that begins like this; a packed file, which only
// XML may be, is that of the resource.
std::optional<v1::FileFormat> FormatOfHead(std::string_view head, const Resource& resource) {
  if (head.starts_with("\x1F\x8B")) return resource.glossary ? v1::TBX : v1::TMX;
  std::string text(head);
  std::erase_if(text, [](char c) { return c <= ' '; });  // NUL, and the mark of UTF-8 or UTF-16.
  if (!text.starts_with('<')) return std::nullopt;
  static constexpr std::array<std::pair<std::string_view, v1::FileFormat>, 5> kRoots{
      {{"<tmx", v1::TMX},
       {"<tbx", v1::TBX},
       {":tbx", v1::TBX},
       {"<martif", v1::TBX},
       {"<xliff", v1::XLIFF}}};
  size_t first = std::string::npos;
  std::optional<v1::FileFormat> format;
  for (const auto& [root, of_root] : kRoots) {
    const size_t at = text.find(root);
    if (at < first) format = of_root;
    first = std::min(first, at);
  }
  return format;
}

Failure NoFormat(const std::string& path) {
  return Refusal(
      fmt::format("the suffix of '{}' tells no format; known are .tsv, .csv, .tmx, .tbx and "
                  ".xlf, or say --format tsv, csv, tmx, tbx or xliff",
                  path));
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
      "Format of the file: tsv, csv, tmx for memories, tbx for glossaries, xliff to import into "
      "memories; default by its suffix or content")
      ->check(CLI::IsMember({"tsv", "csv", "tmx", "tbx", "xliff"}));
}

void AddDelimiter(CLI::App& command, std::string& delimiter, const std::string& usual) {
  const std::map<std::string, std::string> names{
      {"comma", ","}, {"semicolon", ";"}, {"tab", "\t"}, {"pipe", "|"}};
  command
      .add_option("--delimiter", delimiter,
                  "What stands between cells of CSV: comma, semicolon, tab or pipe; " + usual)
      ->transform(CLI::CheckedTransformer(names).description("NAME"));
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given) {
  if (const auto format = NamedFormat(path, given)) return *format;
  if (path.empty() || path == "-") return v1::TSV;
  return NoFormat(path);
}

Result<v1::FileFormat> FormatOf(const std::string& path, const std::optional<std::string>& given,
                                std::string_view head, const Resource& resource) {
  if (const auto format = NamedFormat(path, given)) return *format;
  const auto packed = FormatOfSuffix(WithoutPacking(path));
  if (packed == v1::TMX || packed == v1::TBX || packed == v1::XLIFF) return *packed;
  if (const auto format = FormatOfHead(head, resource)) return *format;
  if (path == "-") return v1::TSV;
  return NoFormat(path);
}

}  // namespace dragoman
