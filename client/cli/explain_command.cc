// dragoman explain: why two texts score what they score.
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct ExplainArguments {
  std::string query;
  std::string stored;
  std::string language;
  bool json = false;
};

int Run(Session& session, const ExplainArguments& arguments) {
  v1::ExplainRequest request;
  request.set_language(arguments.language.empty() ? session.settings().from : arguments.language);
  if (request.language().empty()) {
    return session.Usage("--lang is missing; name the language of both texts, e.g. --lang en");
  }
  request.mutable_query()->set_text(arguments.query);
  request.mutable_stored()->set_text(arguments.stored);
  auto reply = session.client().Explain(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(arguments.json
                    ? JsonLine(ExplanationJson(*reply))
                    : ExplanationText(arguments.query, arguments.stored, *reply, session.colors()));
  return kExitOk;
}

}  // namespace

void AddExplainCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "explain", "Explain the score of two texts of one language",
                   "  dragoman explain 'The house is red.' 'The houses are red.' --lang en\n"
                   "  dragoman explain 'красный дом' 'красные дома' --lang ru --json");
  auto arguments = std::make_shared<ExplainArguments>();
  command.add_option("QUERY", arguments->query, "The text looked up")->required();
  command.add_option("STORED", arguments->stored, "The text in the memory")->required();
  command.add_option("--lang", arguments->language, "Language of both, e.g. en");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
