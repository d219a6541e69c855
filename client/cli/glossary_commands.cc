// dragoman glossary: creates, lists, shows, changes and deletes glossaries.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct GlossaryArguments {
  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::string etag;
  bool json = false;
};

int PrintGlossary(Session& session, bool json, Result<v1::Glossary> reply) {
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(json ? JsonLine(GlossaryJson(*reply)) : GlossaryText(*reply));
  return kExitOk;
}

int CreateGlossary(Session& session, const GlossaryArguments& arguments) {
  v1::CreateGlossaryRequest request;
  request.set_glossary_id(arguments.name);
  request.mutable_glossary()->set_display_name(arguments.title.value_or(""));
  request.mutable_glossary()->set_description(arguments.description.value_or(""));
  return PrintGlossary(session, arguments.json, session.client().CreateGlossary(request));
}

int GetGlossary(Session& session, const GlossaryArguments& arguments) {
  v1::GetGlossaryRequest request;
  request.set_name(GlossaryName(arguments.name));
  return PrintGlossary(session, arguments.json, session.client().GetGlossary(request));
}

int UpdateGlossary(Session& session, const GlossaryArguments& arguments) {
  if (!arguments.title && !arguments.description) {
    return session.Usage("nothing to change; give --title or --description");
  }
  v1::UpdateGlossaryRequest request;
  request.mutable_glossary()->set_name(GlossaryName(arguments.name));
  request.mutable_glossary()->set_etag(arguments.etag);
  if (arguments.title) {
    request.mutable_glossary()->set_display_name(*arguments.title);
    request.mutable_update_mask()->add_paths("display_name");
  }
  if (arguments.description) {
    request.mutable_glossary()->set_description(*arguments.description);
    request.mutable_update_mask()->add_paths("description");
  }
  return PrintGlossary(session, arguments.json, session.client().UpdateGlossary(request));
}

int DeleteGlossary(Session& session, const GlossaryArguments& arguments) {
  v1::DeleteGlossaryRequest request;
  request.set_name(GlossaryName(arguments.name));
  request.set_etag(arguments.etag);
  const Done done = session.client().DeleteGlossary(request);
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

int ListGlossaries(Session& session, const GlossaryArguments& arguments) {
  Json list = Json::array();
  std::string text;
  v1::ListGlossariesRequest request;
  request.set_page_size(1000);
  do {
    auto page = session.client().ListGlossaries(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::Glossary& glossary : page->glossaries()) {
      list.push_back(GlossaryJson(glossary));
      text += GlossaryText(glossary);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  session.Print(arguments.json ? JsonLine({{"glossaries", list}}) : text);
  return kExitOk;
}

// Adds one command on a glossary and runs `action` with its arguments.
CLI::App& AddOn(CLI::App& group, Commands& commands, const char* name, const char* description,
                const char* examples, const std::shared_ptr<GlossaryArguments>& arguments,
                int (*action)(Session&, const GlossaryArguments&)) {
  CLI::App& command = commands.Add(group, name, description, examples);
  if (action != ListGlossaries)
    command.add_option("NAME", arguments->name, "The glossary")->required();
  if (action != DeleteGlossary) AddJson(command, arguments->json);
  commands.OnRun(command,
                 [arguments, action](Session& session) { return action(session, *arguments); });
  return command;
}

void AddTexts(CLI::App& command, GlossaryArguments& arguments) {
  AddOptional(command, "--title", arguments.title, "Name for people");
  AddOptional(command, "--description", arguments.description, "What it holds");
}

void AddEtag(CLI::App& command, GlossaryArguments& arguments) {
  command.add_option("--etag", arguments.etag, "Only if it is still this version");
}

}  // namespace

void AddGlossaryCommands(CLI::App& app, Commands& commands) {
  CLI::App& group = commands.AddGroup(app, "glossary", "Glossaries and their concepts");
  auto arguments = std::make_shared<GlossaryArguments>();
  AddTexts(AddOn(group, commands, "create", "Create a glossary",
                 "  dragoman glossary create titles --title 'Titles and ranks'", arguments,
                 CreateGlossary),
           *arguments);
  AddOn(group, commands, "list", "List the glossaries", "  dragoman glossary list --json",
        arguments, ListGlossaries);
  AddOn(group, commands, "get", "Show a glossary", "  dragoman glossary get titles", arguments,
        GetGlossary);
  CLI::App& update = AddOn(group, commands, "update", "Change a glossary's title or description",
                           "  dragoman glossary update titles --description 'House forms'",
                           arguments, UpdateGlossary);
  AddTexts(update, *arguments);
  AddEtag(update, *arguments);
  AddEtag(
      AddOn(group, commands, "delete", "Delete a glossary and all its concepts; there is no undo",
            "  dragoman glossary delete titles", arguments, DeleteGlossary),
      *arguments);
  AddConceptCommands(group, commands);
}

}  // namespace dragoman
