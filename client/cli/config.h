// Settings that hold for every command, from the config file: lines "key=value", "#" begins a
// comment line. Keys: server, token_file, tls_ca, tls_cert, tls_key,
// from, to (several with commas), min_score, color.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/result.h"
#include "client/cli/environment.h"

namespace dragoman {

enum class ColorMode { kAuto, kAlways, kNever };

// What the config file sets; absent where it says nothing.
struct Config {
  std::optional<std::string> server;
  std::optional<std::string> token_file;
  std::optional<std::string> tls_ca;
  std::optional<std::string> tls_cert;
  std::optional<std::string> tls_key;
  std::optional<std::string> from;
  std::vector<std::string> to;
  std::optional<int> min_score;
  std::optional<ColorMode> color;
};

// Returns "auto", "always" or "never" as a mode, nullopt for anything else.
std::optional<ColorMode> ColorModeOf(std::string_view word);

// Returns the parts of a list with commas, without white space and empty parts.
std::vector<std::string> SplitList(std::string_view list);

// Reads the text of a config file; a failure names the file and the line.
Result<Config> ParseConfig(std::string_view text, std::string_view path);

// Reads the file of $DRAGOMAN_CONFIG, which must exist, or else dragoman/config.ini below
// $XDG_CONFIG_HOME or ~/.config, which need not.
Result<Config> LoadConfig(const Environment& environment);

}  // namespace dragoman
