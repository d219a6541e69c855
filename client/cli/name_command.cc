// dragoman name: how a name is written in each language, and where it stands.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"
#include "client/cli/name_text.h"

namespace dragoman {
namespace {

struct NameArguments {
  std::string name;
  Languages languages;
  std::vector<std::string> memories;
  std::vector<std::string> glossaries;
  int limit = 20;
  int places = 5;
  bool json = false;
};

// The settings' languages are for texts and stay out of it: a name is shown in all languages.
v1::FindNameRequest MakeRequest(const NameArguments& arguments) {
  v1::FindNameRequest request;
  request.set_name(arguments.name);
  request.set_language(arguments.languages.from);
  for (const std::string& tag : arguments.languages.to) request.add_target_languages(tag);
  for (const std::string& name : arguments.memories) request.add_memories(MemoryName(name));
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  request.set_limit(arguments.limit);
  request.set_max_places(arguments.places);
  return request;
}

int Run(Session& session, const NameArguments& arguments) {
  auto reply = session.client().FindName(MakeRequest(arguments));
  if (!reply.ok()) return session.Fail(reply.failure());
  if (arguments.json) {
    session.Print(JsonLine(NameJson(arguments.name, *reply)));
    return kExitOk;
  }
  if (reply->spellings().empty()) {
    session.Say("no glossary and no memory has the name");
    return kExitOk;
  }
  const std::string places = NamePlacesText(*reply, session.colors());
  session.Print(SpellingsText(*reply, session.colors()));
  if (!places.empty()) session.Print("\n" + places);
  session.Print("\n" + NameCountText(*reply) + "\n");
  return kExitOk;
}

}  // namespace

void AddNameCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "name", "Show how a name is written in each language, and where it stands",
                   "  dragoman name Хорев\n"
                   "  dragoman name 'Sohail Mahmood' --to ru --to ur --memory reports\n"
                   "  dragoman name خوریف --glossary people --json");
  auto arguments = std::make_shared<NameArguments>();
  command
      .add_option("NAME", arguments->name,
                  "Name of a person, place or body, in any script and with any ending")
      ->required();
  command.add_option("--from", arguments->languages.from,
                     "Language of the name (ru, ur or en, by its script)");
  AddList(command, "--to", arguments->languages.to,
          "Language wanted beside it, e.g. ru; may be repeated, default all");
  AddList(command, "--memory", arguments->memories,
          "Memory to look in; may be repeated, default all");
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary to look in; may be repeated, default all");
  command
      .add_option("--limit", arguments->limit, "Most spellings of each language, 1 to 1000 (20)")
      ->check(CLI::Range(1, 1000));
  command.add_option("--places", arguments->places, "Most places of each spelling, 1 to 100 (5)")
      ->check(CLI::Range(1, 100));
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
