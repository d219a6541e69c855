// How commands are declared: a name below a parent, options bound to values that live as long as
// the command, and an action that runs once the whole command line is known to be right.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/session.h"

namespace dragoman {

// Runs a command; returns its exit code.
using Action = std::function<int(Session&)>;

// The commands of one command line, and the one that was chosen. Thread-compatible.
class Commands {
 public:
  // Adds a command; `examples` stands at the end of its help, one command per line.
  CLI::App& Add(CLI::App& parent, const std::string& name, const std::string& description,
                std::string_view examples);

  // Adds a command that only holds commands; one of them must be given.
  CLI::App& AddGroup(CLI::App& parent, const std::string& name, const std::string& description);

  // Sets what runs when `command` is chosen.
  void OnRun(CLI::App& command, Action action);

  // Returns the chosen command's action; empty before parsing.
  const Action& chosen() const { return chosen_; }

 private:
  Action chosen_;
};

// Adds an option of one value that may be left out and may be the empty text.
CLI::Option* AddOptional(CLI::App& command, const std::string& name,
                         std::optional<std::string>& value, const std::string& description);

// Adds an option that may be repeated, each time with one value or several with commas.
CLI::Option* AddList(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                     const std::string& description);

// Adds --json.
CLI::Option* AddJson(CLI::App& command, bool& json);

// The commands, by group; each is in a file of its own.
void AddMemoryCommands(CLI::App& app, Commands& commands);
void AddUnitCommands(CLI::App& memory, Commands& commands);
void AddAlignCommand(CLI::App& app, Commands& commands);
void AddAddCommand(CLI::App& app, Commands& commands);
void AddLookupCommand(CLI::App& app, Commands& commands);
void AddConcordanceCommand(CLI::App& app, Commands& commands);
void AddCheckCommand(CLI::App& app, Commands& commands);
void AddConsistencyCommand(CLI::App& app, Commands& commands);
void AddNameCommand(CLI::App& app, Commands& commands);
void AddTermsCommand(CLI::App& app, Commands& commands);
void AddExplainCommand(CLI::App& app, Commands& commands);
void AddSegmentCommand(CLI::App& app, Commands& commands);
void AddSrxCommands(CLI::App& app, Commands& commands);
void AddRenderCommand(CLI::App& app, Commands& commands);
void AddAnalyseCommand(CLI::App& app, Commands& commands);
void AddPretranslateCommand(CLI::App& app, Commands& commands);
void AddImportCommand(CLI::App& app, Commands& commands);
void AddImportsCommands(CLI::App& app, Commands& commands);
void AddExportCommand(CLI::App& app, Commands& commands);
void AddGlossaryCommands(CLI::App& app, Commands& commands);
void AddConceptCommands(CLI::App& glossary, Commands& commands);
void AddWatchCommand(CLI::App& app, Commands& commands);
void AddBackupCommands(CLI::App& app, Commands& commands);
void AddStoreCheckCommand(CLI::App& app, Commands& commands);
void AddAccessCommands(CLI::App& app, Commands& commands);
void AddAuditCommand(CLI::App& app, Commands& commands);
void AddStatusCommand(CLI::App& app, Commands& commands);
void AddCompletionCommand(CLI::App& app, Commands& commands);

}  // namespace dragoman
