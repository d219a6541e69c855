// See command.h.
#include "client/cli/command.h"

#include <fmt/format.h>

namespace dragoman {

CLI::App& Commands::Add(CLI::App& parent, const std::string& name, const std::string& description,
                        std::string_view examples) {
  CLI::App* command = parent.add_subcommand(name, description);
  if (!examples.empty()) command->footer(fmt::format("Examples:\n{}", examples));
  return *command;
}

CLI::App& Commands::AddGroup(CLI::App& parent, const std::string& name,
                             const std::string& description) {
  CLI::App* group = parent.add_subcommand(name, description);
  group->require_subcommand(1);
  return *group;
}

void Commands::OnRun(CLI::App& command, Action action) {
  command.callback([this, action = std::move(action)] { chosen_ = action; });
}

CLI::Option* AddOptional(CLI::App& command, const std::string& name,
                         std::optional<std::string>& value, const std::string& description) {
  return command.add_option_function<std::string>(
      name, [&value](const std::string& given) { value = given; }, description);
}

CLI::Option* AddList(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                     const std::string& description) {
  return command.add_option(name, values, description)->allow_extra_args(false)->delimiter(',');
}

CLI::Option* AddJson(CLI::App& command, bool& json) {
  return command.add_flag("--json", json, "Answer as JSON");
}

}  // namespace dragoman
