#include "server/app/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "server/base/status.h"
#include "server/service/admin_service.h"
#include "server/service/server.h"

namespace dragoman {
namespace {

constexpr int kUsageError = 2;
constexpr char kDefaultConfig[] = "/etc/dragoman/dragomand.ini";

constexpr char kAbout[] =
    "dragomand: translation-memory and glossary server.\n"
    "It prints the address it serves on to stdout and its log to stderr; SIGTERM or SIGINT ends "
    "it\n"
    "after the requests under way, a second one at once.";

constexpr char kExamples[] = R"(Examples:
  dragomand --data ~/dragoman                  serve on 127.0.0.1:7070
  dragomand --data ~/dragoman --listen 127.0.0.1:0
                                               serve on a free port, printed to stdout
  DRAGOMAN_DATA=~/dragoman DRAGOMAN_LISTEN=127.0.0.1:7171 dragomand
  dragomand --data ~/dragoman --backups /mnt/backups
                                               let 'dragoman backup create' make backups there
  dragomand restore --backups /mnt/backups --data ~/restored
                                               a new data folder from the newest backup
  dragomand check --data ~/dragoman            whether what is stored agrees with itself
  dragomand --config ./dragomand.ini           settings from a file, e.g.:
                                                 data = "/var/lib/dragoman"
                                                 listen = "127.0.0.1:7070"
                                                 cache-mib = 512
  dragomand --data ~/dragoman --listen 0.0.0.0:7070 --tls-cert server.pem --tls-key server.key \
            --bootstrap-token-file admin.token
                                               serve a network; the first token goes to the file

A setting on the command line counts before one in the environment, that before one in the file.
Without --config, /etc/dragoman/dragomand.ini is read if it exists.)";

// Returns what is wrong with an address, "" when nothing is.
std::string WrongListen(const std::string& listen) {
  const Status status = CheckListen(listen);
  if (status.ok()) return "";
  return fmt::format("'{}' is neither HOST:PORT, e.g. 127.0.0.1:7070, nor unix:PATH",
                     Shortened(listen));
}

std::string WrongMetrics(const std::string& listen) {
  const bool is_port = !listen.starts_with("unix:") && CheckListen(listen).ok();
  if (is_port) return "";
  return fmt::format("'{}' is not HOST:PORT, e.g. 127.0.0.1:9464", Shortened(listen));
}

// Returns what is wrong with a quota, "" when nothing is.
std::string WrongQuota(const std::string& quota) {
  return std::string(MessageOf(ParseQuotaRule(quota).status()));
}

void AddOptions(CLI::App& app, Options& options) {
  app.set_config("--config", std::filesystem::exists(kDefaultConfig) ? kDefaultConfig : "",
                 "Read settings from this file (INI or TOML)")
      ->type_name("FILE");
  app.set_version_flag("--version", fmt::format("dragomand {}", ServerVersion()));
  app.add_option("--data", options.data, "Folder of the data; created when it does not exist")
      ->envname("DRAGOMAN_DATA")
      ->required()
      ->type_name("DIR");
  app.add_option(
         "--listen", options.listen,
         "Address to serve on; port 0 takes a free one. Only this machine reaches 127.0.0.1, "
         "[::1], localhost and unix:PATH; others need TLS and tokens")
      ->envname("DRAGOMAN_LISTEN")
      ->check(CLI::Validator(WrongListen, ""))
      ->type_name("HOST:PORT|unix:PATH")
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "What to log")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  app.add_option("--log-format", options.log_format,
                 "How to log: text, lines for people, or json, one object a line")
      ->envname("DRAGOMAN_LOG_FORMAT")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  app.add_option("--log-slow-ms", options.log_slow_ms,
                 "Log calls that take longer, streams left out; 0: none")
      ->check(CLI::Range(0, 3'600'000))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--threads", options.threads,
                 "Threads that do the work of requests; 0: two per processor")
      ->check(CLI::Range(0, 1024))
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--sentence-rules", options.sentence_rules,
                 "SRX 2.0 file with sentence rules, used for the languages it maps")
      ->type_name("FILE");
  app.add_option("--backups", options.backups,
                 "Folder for 'dragoman backup', best on another disk; created when needed")
      ->envname("DRAGOMAN_BACKUPS")
      ->type_name("DIR");
  app.add_option("--metrics", options.metrics,
                 "Address where Prometheus reads metrics, by HTTP at /metrics; off by default")
      ->envname("DRAGOMAN_METRICS")
      ->check(CLI::Validator(WrongMetrics, ""))
      ->type_name("HOST:PORT");
  app.add_option("--cache-mib", options.cache_mib, "Cache of the store in MiB")
      ->check(CLI::Range(1, 1 << 20))
      ->type_name("N")
      ->capture_default_str();
}

void AddRestore(CLI::App& app, Options& options) {
  CLI::App& restore =
      *app.add_subcommand("restore", "Make the data folder, which must be new, from a backup");
  restore.fallthrough();
  auto id = std::make_shared<uint32_t>(0);
  restore
      .add_option("--backup", *id, "Its number, as 'dragoman backup list' names it; 0: the newest")
      ->type_name("ID")
      ->capture_default_str();
  restore.callback([id, &options] {
    if (options.backups.empty()) throw CLI::RequiredError("--backups");
    options.restore = *id;
  });
}

void AddCheck(CLI::App& app, Options& options) {
  CLI::App& check = *app.add_subcommand(
      "check", "Check that what the data folder holds agrees with itself, and end");
  check.fallthrough();
  check.callback([&options] { options.check = true; });
}

void AddAccessOptions(CLI::App& app, Options& options) {
  app.add_option("--tls-cert", options.tls_cert,
                 "Certificate of the server, PEM, with what leads to its root; read again when it "
                 "changes")
      ->type_name("FILE");
  app.add_option("--tls-key", options.tls_key, "Its private key, PEM, without a pass phrase")
      ->type_name("FILE");
  app.add_option("--tls-client-ca", options.tls_client_ca,
                 "Roots of the certificates by which clients may be known, PEM")
      ->type_name("FILE");
  app.add_flag("--require-tokens", options.require_tokens,
               "Ask everybody for a token or certificate, on this machine too");
  app.add_option(
         "--bootstrap-token-file", options.bootstrap_token_file,
         "Where there is no administrator with a token yet: make one, 'admin', and write the "
         "token to this new file")
      ->type_name("FILE");
  app.add_option("--quota", options.quotas,
                 "What each caller may do, or PRINCIPAL: calls=N and bytes=N a minute, entries=N a "
                 "day, N may be none; repeat for more. Administrators known by name have none")
      ->check(CLI::Validator(WrongQuota, ""))
      ->type_name("[PRINCIPAL:]KIND=N");
  app.add_flag("--insecure-open-to-network", options.open_to_network,
               "Serve other machines without TLS, and without tokens unless they are required: for "
               "networks that keep everybody else out");
}

}  // namespace

std::optional<int> ParseOptions(int argc, const char* const* argv, Options& options) {
  CLI::App app(kAbout, "dragomand");
  app.footer(kExamples);
  app.allow_config_extras(CLI::config_extras_mode::error);
  AddOptions(app, options);
  AddRestore(app, options);
  AddCheck(app, options);
  AddAccessOptions(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "dragomand: " << error.what() << " (see dragomand --help)\n";
    return kUsageError;
  }
  return std::nullopt;
}

}  // namespace dragoman
