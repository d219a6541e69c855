// The settings of dragomand, from the command line, the environment and a configuration file, in
// this order of preference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dragoman {

struct Options {
  std::string data;
  std::string listen = "127.0.0.1:7070";
  std::string log_level = "info";
  std::string log_format = "text";  // Or "json".
  size_t log_slow_ms = 1000;        // Calls that take longer are logged; 0: none.
  size_t threads = 0;               // 0: two per processor.
  size_t cache_mib = 128;           // Of the store.
  std::string sentence_rules;       // An SRX file; "": the program's own rules.
  std::string backups;              // Folder of the backups; "": there are none.
  // Set: a backup is restored to `data` and nothing served; 0: the newest.
  std::optional<uint32_t> restore;
  bool check = false;    // The data folder is checked and nothing served.
  std::string tls_cert;  // "": no TLS.
  std::string tls_key;
  std::string tls_client_ca;  // "": clients are asked for no certificate.
  bool require_tokens = false;
  bool open_to_network = false;
  std::string metrics;               // HOST:PORT where Prometheus reads; "": nowhere.
  std::vector<std::string> quotas;   // As ParseQuotaRule takes them.
  std::string bootstrap_token_file;  // "": no first token is made.
};

// Parses the arguments into `options`. Returns the exit code when there is nothing more to do: help
// or version was printed, or the usage is wrong.
std::optional<int> ParseOptions(int argc, const char* const* argv, Options& options);

}  // namespace dragoman
