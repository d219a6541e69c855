// dragoman memory: creates, lists, shows, changes and deletes memories.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct MemoryArguments {
  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::string etag;
  bool json = false;
};

int PrintMemory(Session& session, bool json, Result<v1::Memory> reply) {
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(json ? JsonLine(MemoryJson(*reply)) : MemoryText(*reply));
  return kExitOk;
}

int CreateMemory(Session& session, const MemoryArguments& arguments) {
  v1::CreateMemoryRequest request;
  request.set_memory_id(arguments.name);
  request.mutable_memory()->set_display_name(arguments.title.value_or(""));
  request.mutable_memory()->set_description(arguments.description.value_or(""));
  return PrintMemory(session, arguments.json, session.client().CreateMemory(request));
}

int GetMemory(Session& session, const MemoryArguments& arguments) {
  v1::GetMemoryRequest request;
  request.set_name(MemoryName(arguments.name));
  return PrintMemory(session, arguments.json, session.client().GetMemory(request));
}

int UpdateMemory(Session& session, const MemoryArguments& arguments) {
  if (!arguments.title && !arguments.description) {
    return session.Usage("nothing to change; give --title or --description");
  }
  v1::UpdateMemoryRequest request;
  request.mutable_memory()->set_name(MemoryName(arguments.name));
  request.mutable_memory()->set_etag(arguments.etag);
  if (arguments.title) {
    request.mutable_memory()->set_display_name(*arguments.title);
    request.mutable_update_mask()->add_paths("display_name");
  }
  if (arguments.description) {
    request.mutable_memory()->set_description(*arguments.description);
    request.mutable_update_mask()->add_paths("description");
  }
  return PrintMemory(session, arguments.json, session.client().UpdateMemory(request));
}

int DeleteMemory(Session& session, const MemoryArguments& arguments) {
  v1::DeleteMemoryRequest request;
  request.set_name(MemoryName(arguments.name));
  request.set_etag(arguments.etag);
  const Done done = session.client().DeleteMemory(request);
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

int ListMemories(Session& session, const MemoryArguments& arguments) {
  Json list = Json::array();
  std::string text;
  v1::ListMemoriesRequest request;
  request.set_page_size(1000);
  do {
    auto page = session.client().ListMemories(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::Memory& memory : page->memories()) {
      list.push_back(MemoryJson(memory));
      text += MemoryText(memory);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  session.Print(arguments.json ? JsonLine({{"memories", list}}) : text);
  return kExitOk;
}

// Adds one command on a memory and runs `action` with its arguments.
CLI::App& AddOn(CLI::App& group, Commands& commands, const char* name, const char* description,
                const char* examples, const std::shared_ptr<MemoryArguments>& arguments,
                int (*action)(Session&, const MemoryArguments&)) {
  CLI::App& command = commands.Add(group, name, description, examples);
  if (action != ListMemories) command.add_option("NAME", arguments->name, "The memory")->required();
  if (action != DeleteMemory) AddJson(command, arguments->json);
  commands.OnRun(command,
                 [arguments, action](Session& session) { return action(session, *arguments); });
  return command;
}

void AddTexts(CLI::App& command, MemoryArguments& arguments) {
  AddOptional(command, "--title", arguments.title, "Name for people");
  AddOptional(command, "--description", arguments.description, "What it holds");
}

void AddEtag(CLI::App& command, MemoryArguments& arguments) {
  command.add_option("--etag", arguments.etag, "Only if it is still this version");
}

}  // namespace

void AddMemoryCommands(CLI::App& app, Commands& commands) {
  CLI::App& group = commands.AddGroup(app, "memory", "Translation memories and their units");
  auto arguments = std::make_shared<MemoryArguments>();
  AddTexts(AddOn(group, commands, "create", "Create a memory",
                 "  dragoman memory create reports --title 'UN reports'", arguments, CreateMemory),
           *arguments);
  AddOn(group, commands, "list", "List the memories", "  dragoman memory list --json", arguments,
        ListMemories);
  AddOn(group, commands, "get", "Show a memory", "  dragoman memory get reports", arguments,
        GetMemory);
  CLI::App& update =
      AddOn(group, commands, "update", "Change a memory's title or description",
            "  dragoman memory update reports --title 'Reports to 2024'", arguments, UpdateMemory);
  AddTexts(update, *arguments);
  AddEtag(update, *arguments);
  AddEtag(AddOn(group, commands, "delete", "Delete a memory and all its units; there is no undo",
                "  dragoman memory delete reports", arguments, DeleteMemory),
          *arguments);
  AddUnitCommands(group, commands);
}

}  // namespace dragoman
