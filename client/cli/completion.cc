// See completion.h. Both scripts walk the words before the cursor to find the command, then offer
// what may follow it; where nothing fits, the shell offers files.
#include "client/cli/completion.h"

#include <fmt/format.h>

#include "client/cli/command.h"

namespace dragoman {
namespace {

void AppendOptions(const CLI::App& app, std::vector<std::string>& words) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
}

void Append(const CLI::App& app, const std::string& path, const CLI::App& root,
            std::vector<CompletionEntry>& entries) {
  CompletionEntry entry{path, {}};
  const auto filter = [](const CLI::App*) { return true; };
  for (const CLI::App* command : app.get_subcommands(filter)) {
    entry.words.push_back(command->get_name());
  }
  AppendOptions(app, entry.words);
  if (&app != &root) {
    for (const char* name : {"--server", "--token-file", "--tls-ca", "--tls-cert", "--tls-key",
                             "--timeout", "--color"})
      entry.words.emplace_back(name);
  }
  entries.push_back(std::move(entry));
  for (const CLI::App* command : app.get_subcommands(filter)) {
    Append(*command, path.empty() ? command->get_name() : path + " " + command->get_name(), root,
           entries);
  }
}

// Returns the lines of a case statement from a command's path to the words that may follow.
std::string WordCases(const std::vector<CompletionEntry>& entries) {
  std::string cases;
  for (const CompletionEntry& entry : entries) {
    cases += fmt::format("    '{}') words='{}' ;;\n", entry.path, fmt::join(entry.words, " "));
  }
  return cases;
}

// Returns the pattern of a case statement that fits the path of every command.
std::string PathPattern(const std::vector<CompletionEntry>& entries) {
  std::string pattern;
  for (const CompletionEntry& entry : entries) {
    if (entry.path.empty()) continue;
    pattern += fmt::format("{}'{}'", pattern.empty() ? "" : "|", entry.path);
  }
  return pattern;
}

std::shared_ptr<std::string> AddShell(CLI::App& command) {
  auto shell = std::make_shared<std::string>();
  command.add_option("SHELL", *shell, "bash or zsh")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  return shell;
}

}  // namespace

std::vector<CompletionEntry> CompletionEntries(const CLI::App& app) {
  std::vector<CompletionEntry> entries;
  Append(app, "", app, entries);
  return entries;
}

std::string BashCompletion(const std::vector<CompletionEntry>& entries) {
  return fmt::format(
      R"(# Completion of dragoman for bash: source <(dragoman completion bash)
_dragoman() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} path='' next words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    next=${{path:+$path }}${{COMP_WORDS[i]}}
    case $next in
    {}) path=$next ;;
    esac
  done
  case $path in
{}  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -o bashdefault -F _dragoman dragoman
)",
      PathPattern(entries), WordCases(entries));
}

std::string ZshCompletion(const std::vector<CompletionEntry>& entries) {
  return fmt::format(
      R"(#compdef dragoman
# Completion of dragoman for zsh: source <(dragoman completion zsh), or as file _dragoman in $fpath.
_dragoman() {{
  local cur=${{words[CURRENT]}} command_path='' next offers='' i
  for ((i = 2; i < CURRENT; i++)); do
    next=${{command_path:+$command_path }}${{words[i]}}
    case $next in
    {}) command_path=$next ;;
    esac
  done
  case $command_path in
{}  esac
  compadd -- ${{=offers}} || _files
}}
if [ "${{funcstack[1]}}" = _dragoman ]; then
  _dragoman "$@"
else
  compdef _dragoman dragoman
fi
)",
      PathPattern(entries), [&] {
        std::string cases = WordCases(entries);
        for (size_t at = 0; (at = cases.find(") words='", at)) != std::string::npos; ++at) {
          cases.replace(at, 9, ") offers='");
        }
        return cases;
      }());
}

void AddCompletionCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(app, "completion", "Print a script that completes commands",
                                   "  source <(dragoman completion bash)\n"
                                   "  dragoman completion zsh > ~/.zfunc/_dragoman");
  auto shell = AddShell(command);
  commands.OnRun(command, [shell, &app](Session& session) -> int {
    const auto entries = CompletionEntries(app);
    session.Print(*shell == "bash" ? BashCompletion(entries) : ZshCompletion(entries));
    return kExitOk;
  });
}

}  // namespace dragoman
