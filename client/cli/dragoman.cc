// See dragoman.h. The steps: check the arguments' encoding, declare the commands, parse, join the
// settings of arguments, environment and config file, run the command that was chosen.
#include "client/cli/dragoman.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/error_text.h"
#include "client/cli/style.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

constexpr const char* kFooter = R"(Examples:
  dragoman memory create reports
  dragoman add --memory reports en='Good morning' ru='Доброе утро'
  dragoman lookup 'Good morning' --from en --to ru
  dragoman render report.txt --from en --to ru --to ur --html report.html

Put -- before a text that begins with '-'.

Settings come from options, else from the environment, else from the config file.
  environment: DRAGOMAN_SERVER, DRAGOMAN_TOKEN, DRAGOMAN_CONFIG, NO_COLOR
  config file: $DRAGOMAN_CONFIG, or $XDG_CONFIG_HOME/dragoman/config.ini, or
               ~/.config/dragoman/config.ini, with lines such as
                 server=https://tm.example:7070
                 token_file=/etc/dragoman/anna.token
                 tls_ca=/etc/dragoman/ca.pem
                 from=en
                 to=ru,ur
                 min_score=70
                 color=auto

Exit codes: 0 done; 1 the request failed or something was refused; 2 wrong arguments;
3 no server answers; 4 no such memory, unit, glossary or concept.)";

// The options that stand before or after any command.
struct GlobalOptions {
  std::optional<std::string> server;
  std::optional<std::string> token_file;
  std::optional<std::string> tls_ca;
  std::optional<std::string> tls_cert;
  std::optional<std::string> tls_key;
  double timeout_s = 60;
  double wait_s = 0;
  std::string color;
};

void AddGlobalOptions(CLI::App& app, GlobalOptions& options) {
  AddOptional(app, "--server", options.server,
              "HOST:PORT of the server (127.0.0.1:7070), https://HOST:PORT or unix:PATH");
  AddOptional(app, "--token-file", options.token_file,
              "File with the token; another way is DRAGOMAN_TOKEN");
  AddOptional(app, "--tls-ca", options.tls_ca,
              "Roots of the server's certificate, PEM; those of the system with https://");
  AddOptional(app, "--tls-cert", options.tls_cert, "Certificate to be known by, PEM");
  AddOptional(app, "--tls-key", options.tls_key, "Its private key, PEM");
  app.add_option("--timeout", options.timeout_s,
                 "Seconds to wait for an answer (60); 0 waits forever")
      ->check(CLI::Range(0.0, 1e6));
  app.add_option("--wait", options.wait_s,
                 "Seconds to wait for a server that is not there yet (0), as in a restart")
      ->check(CLI::Range(0.0, 1e6));
  app.add_option("--color", options.color, "When to use colours: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.set_version_flag("--version", std::string("dragoman ") + DRAGOMAN_VERSION,
                       "Print the version and exit");
}

void AddCommands(CLI::App& app, Commands& commands) {
  AddLookupCommand(app, commands);
  AddConcordanceCommand(app, commands);
  AddTermsCommand(app, commands);
  AddCheckCommand(app, commands);
  AddConsistencyCommand(app, commands);
  AddNameCommand(app, commands);
  AddRenderCommand(app, commands);
  AddAnalyseCommand(app, commands);
  AddPretranslateCommand(app, commands);
  AddAlignCommand(app, commands);
  AddAddCommand(app, commands);
  AddMemoryCommands(app, commands);
  AddGlossaryCommands(app, commands);
  AddImportCommand(app, commands);
  AddImportsCommands(app, commands);
  AddExportCommand(app, commands);
  AddSegmentCommand(app, commands);
  AddSrxCommands(app, commands);
  AddExplainCommand(app, commands);
  AddWatchCommand(app, commands);
  AddBackupCommands(app, commands);
  AddStoreCheckCommand(app, commands);
  AddStatusCommand(app, commands);
  AddAccessCommands(app, commands);
  AddAuditCommand(app, commands);
  AddCompletionCommand(app, commands);
}

Settings JoinedSettings(const GlobalOptions& options, const Config& config,
                        const Environment& environment) {
  Settings settings;
  std::string& server = settings.connection.address;
  if (config.server) server = *config.server;
  if (const auto named = environment.variable("DRAGOMAN_SERVER")) server = *named;
  if (options.server) server = *options.server;
  settings.timeout = std::chrono::milliseconds(static_cast<int64_t>(options.timeout_s * 1000));
  settings.wait = std::chrono::milliseconds(static_cast<int64_t>(options.wait_s * 1000));
  settings.color = ColorModeOf(options.color).value_or(config.color.value_or(ColorMode::kAuto));
  settings.from = config.from.value_or("");
  settings.to = config.to;
  settings.min_score = config.min_score.value_or(0);
  return settings;
}

// Reads the file that an option names, or else the config file; leaves `text` where none does.
Done ReadInto(const std::optional<std::string>& option, const std::optional<std::string>& config,
              const Environment& environment, std::string& text) {
  constexpr size_t kMaxBytes = 1 << 20;
  const std::optional<std::string>& path = option ? option : config;
  if (!path) return Nothing{};
  auto read = ReadTextFile(*path, kMaxBytes, environment);
  if (!read.ok()) return read.failure();
  text = std::move(*read);
  return Nothing{};
}

// Reads what the files of the settings hold: certificates, key and token.
Done ReadSecrets(const GlobalOptions& options, const Config& config, const Environment& environment,
                 Connection& connection) {
  TlsMaterial& tls = connection.tls;
  const std::optional<std::string> none;
  const auto variable = environment.variable("DRAGOMAN_TOKEN");
  if (variable) connection.token = *variable;
  const std::tuple<const std::optional<std::string>&, const std::optional<std::string>&,
                   std::string&>
      files[] = {{options.tls_ca, config.tls_ca, tls.roots},
                 {options.tls_cert, config.tls_cert, tls.certificate},
                 {options.tls_key, config.tls_key, tls.key},
                 {options.token_file, variable ? none : config.token_file, connection.token}};
  for (const auto& [option, file, text] : files) {
    const Done done = ReadInto(option, file, environment, text);
    if (!done.ok()) return done;
  }
  while (connection.token.ends_with('\n') || connection.token.ends_with('\r')) {
    connection.token.pop_back();
  }
  return CheckConnection(connection);
}

// Returns the words of the innermost command given, e.g. "dragoman memory create".
std::string PathOf(const CLI::App& app) {
  std::string path = "dragoman";
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    path += " " + at->get_name();
  }
  return path;
}

// Returns a word that stands where a command is due and is none, or "".
std::string UnknownCommand(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  const bool is_group = !at->get_subcommands([](const CLI::App*) { return true; }).empty();
  if (!is_group) return {};
  const std::vector<std::string> rest = app.remaining(true);
  if (!rest.empty() && !rest.front().starts_with('-')) return rest.front();
  return {};
}

// Returns what is wrong with the arguments, and where the right ones are listed.
std::string UsageProblem(const CLI::App& app, const CLI::ParseError& error) {
  const std::string unknown = UnknownCommand(app);
  std::string problem = error.what();
  if (!unknown.empty()) {
    problem = fmt::format("'{}' is no command", Shortened(unknown));
  } else if (problem == "A subcommand is required") {  // CLI11's word for it.
    problem = "a command is missing";
  }
  return fmt::format("{}; see '{} --help'", problem, PathOf(app));
}

void Say(const Environment& environment, std::string_view line) {
  fmt::print(environment.err, "dragoman: {}\n", Printable(line));
}

// Parses; returns the exit code where there is nothing to run: help, version, wrong arguments.
std::optional<int> Parse(CLI::App& app, const std::vector<std::string>& arguments,
                         const Environment& environment) {
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    return std::nullopt;
  } catch (const CLI::Success& success) {
    const bool version = dynamic_cast<const CLI::CallForVersion*>(&success) != nullptr;
    fmt::print(environment.out, "{}\n", version ? success.what() : app.help());
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    Say(environment, UsageProblem(app, error));
    return kExitUsage;
  }
}

}  // namespace

int RunDragoman(const std::vector<std::string>& arguments, const Environment& environment) {
  if (const auto problem = InvalidArgumentText(arguments)) {
    Say(environment, *problem);
    return kExitUsage;
  }
  CLI::App app("Looks up translations and terms on a Dragoman server.", "dragoman");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(kFooter);
  GlobalOptions options;
  Commands commands;
  AddGlobalOptions(app, options);
  AddCommands(app, commands);
  if (const auto code = Parse(app, arguments, environment)) return *code;
  auto config = LoadConfig(environment);
  if (!config.ok()) {
    Say(environment, config.failure().message);
    return kExitUsage;
  }
  Settings settings = JoinedSettings(options, *config, environment);
  if (!IsAddress(settings.connection.address)) {
    Say(environment,
        fmt::format("'{}' is no address of a server; write HOST:PORT, e.g. 127.0.0.1:7070",
                    Shortened(settings.connection.address)));
    return kExitUsage;
  }
  const Done secrets = ReadSecrets(options, *config, environment, settings.connection);
  if (!secrets.ok()) {
    Say(environment, secrets.failure().message);
    return kExitUsage;
  }
  Session session(environment, std::move(settings));
  return commands.chosen()(session);
}

}  // namespace dragoman
