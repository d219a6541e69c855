// dragoman status: the server's versions and figures.
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/text_output.h"

namespace dragoman {

void AddStatusCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(app, "status", "Show the server's versions and figures",
                                   "  dragoman status --json");
  auto json = std::make_shared<bool>(false);
  AddJson(command, *json);
  commands.OnRun(command, [json](Session& session) -> int {
    auto reply = session.client().GetStatus();
    if (!reply.ok()) return session.Fail(reply.failure());
    session.Print(*json ? JsonLine(StatusJson(*reply)) : StatusText(*reply));
    return kExitOk;
  });
}

}  // namespace dragoman
