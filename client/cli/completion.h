// Completion of commands and options by a shell, made from the commands as they are declared.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace dragoman {

// What may follow one command.
struct CompletionEntry {
  std::string path;                // "" for the program itself, else e.g. "memory create"
  std::vector<std::string> words;  // commands below it, and options
};

// Returns the entries of a command and of all below it.
std::vector<CompletionEntry> CompletionEntries(const CLI::App& app);

// Return a script to be read by the shell, e.g. `source <(dragoman completion bash)`.
std::string BashCompletion(const std::vector<CompletionEntry>& entries);
std::string ZshCompletion(const std::vector<CompletionEntry>& entries);

}  // namespace dragoman
