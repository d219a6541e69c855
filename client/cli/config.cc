// See config.h. Parsed here rather than with CLI11's reader, which knows no line numbers.
#include "client/cli/config.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "client/cli/text_file.h"

namespace dragoman {
namespace {

constexpr size_t kMaxConfigBytes = 1 << 20;

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::optional<int> ScoreOf(std::string_view word) {
  int score = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), score);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return score >= 1 && score <= 100 ? std::optional(score) : std::nullopt;
}

// Sets one key; returns what is wrong, or "".
std::string Set(std::string_view key, std::string_view value, Config& config) {
  if (value.empty()) return fmt::format("'{}' has no value; write {}=VALUE", key, key);
  if (key == "server") {
    config.server = value;
  } else if (key == "token_file") {
    config.token_file = value;
  } else if (key == "tls_ca") {
    config.tls_ca = value;
  } else if (key == "tls_cert") {
    config.tls_cert = value;
  } else if (key == "tls_key") {
    config.tls_key = value;
  } else if (key == "from") {
    config.from = value;
  } else if (key == "to") {
    config.to = SplitList(value);
  } else if (key == "min_score") {
    config.min_score = ScoreOf(value);
    if (!config.min_score) return fmt::format("min_score is 1 to 100, not '{}'", value);
  } else if (key == "color") {
    config.color = ColorModeOf(value);
    if (!config.color) return fmt::format("color is auto, always or never, not '{}'", value);
  } else {
    return fmt::format(
        "unknown key '{}'; known are server, token_file, tls_ca, tls_cert, tls_key, from, to, "
        "min_score and color",
        key);
  }
  return {};
}

// Reads one line; returns what is wrong, or "".
std::string ReadLine(std::string_view line, Config& config) {
  if (line.empty() || line.front() == '#' || line.front() == ';' || line.front() == '[') return {};
  const size_t sign = line.find('=');
  if (sign == std::string_view::npos) return "has no '='; write key=value";
  return Set(Trim(line.substr(0, sign)), Trim(line.substr(sign + 1)), config);
}

std::optional<std::string> DefaultPath(const Environment& environment) {
  std::filesystem::path folder;
  if (const auto xdg = environment.variable("XDG_CONFIG_HOME")) {
    folder = *xdg;
  } else if (const auto home = environment.variable("HOME")) {
    folder = std::filesystem::path(*home) / ".config";
  } else {
    return std::nullopt;
  }
  const auto path = folder / "dragoman" / "config.ini";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  return path.string();
}

}  // namespace

std::optional<ColorMode> ColorModeOf(std::string_view word) {
  if (word == "auto") return ColorMode::kAuto;
  if (word == "always") return ColorMode::kAlways;
  if (word == "never") return ColorMode::kNever;
  return std::nullopt;
}

std::vector<std::string> SplitList(std::string_view list) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    const std::string_view part = Trim(list.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

Result<Config> ParseConfig(std::string_view text, std::string_view path) {
  Config config;
  int number = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    ++number;
    const std::string wrong = ReadLine(Trim(text.substr(begin, end - begin)), config);
    if (!wrong.empty()) {
      return Refusal(fmt::format("{} line {}: {}", path, number, wrong));
    }
    begin = end + 1;
  }
  return config;
}

Result<Config> LoadConfig(const Environment& environment) {
  auto path = environment.variable("DRAGOMAN_CONFIG");
  if (!path) path = DefaultPath(environment);
  if (!path) return Config{};
  auto text = ReadTextFile(*path, kMaxConfigBytes, environment);
  if (!text.ok()) return text.failure();
  return ParseConfig(*text, *path);
}

}  // namespace dragoman
