// dragoman token, grant, revoke, grants, whoami: who may call, and what it may do.
#include <fmt/format.h>

#include <ctime>

#include "client/cli/access_text.h"
#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/labels.h"

namespace dragoman {
namespace {

constexpr char kRoles[] = "reader, translator, terminologist or admin";

struct AccessArguments {
  std::string principal;
  std::string id;
  std::string role;
  std::string expires;
  std::vector<std::string> memories;
  std::vector<std::string> glossaries;
  bool everything = false;
  bool json = false;
};

// Returns the names of what --memory, --glossary and --everything say.
std::vector<std::string> ResourcesOf(const AccessArguments& arguments) {
  std::vector<std::string> resources;
  for (const std::string& name : arguments.memories) resources.push_back(MemoryName(name));
  for (const std::string& name : arguments.glossaries) resources.push_back(GlossaryName(name));
  if (arguments.everything) resources.emplace_back("*");
  return resources;
}

constexpr char kNoResource[] = "on what? give --memory, --glossary or --everything";

// Fills the roles that a token gets; returns what is wrong, or "".
std::string FillGrants(const AccessArguments& arguments, v1::CreateTokenRequest& request) {
  const std::vector<std::string> resources = ResourcesOf(arguments);
  if (arguments.role.empty()) return resources.empty() ? "" : "which role? give --role";
  const auto role = RoleOf(arguments.role);
  if (!role) return fmt::format("'{}' is no role; use {}", Shortened(arguments.role), kRoles);
  if (resources.empty()) return kNoResource;
  for (const std::string& resource : resources) {
    v1::Grant& grant = *request.add_grants();
    grant.set_resource(resource);
    grant.set_role(*role);
  }
  return "";
}

int CreateToken(Session& session, const AccessArguments& arguments) {
  v1::CreateTokenRequest request;
  request.set_principal(arguments.principal);
  if (const std::string problem = FillGrants(arguments, request); !problem.empty()) {
    return session.Usage(problem);
  }
  if (!arguments.expires.empty()) {
    const auto moment = MomentOf(arguments.expires, std::time(nullptr));
    if (!moment) {
      return session.Usage(fmt::format("--expires: '{}' is no time; write 90d, 12h or 2027-01-31",
                                       Shortened(arguments.expires)));
    }
    *request.mutable_expire_time() = *moment;
  }
  auto reply = session.client().CreateToken(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  Json json = TokenJson(reply->token());
  json["secret"] = reply->secret();
  session.Print(arguments.json ? JsonLine(json) : reply->secret() + "\n");
  if (!arguments.json) {
    session.Say(fmt::format("token {} of {}: keep it safe, it is not shown again",
                            reply->token().id(), reply->token().principal()));
  }
  return kExitOk;
}

int ListTokens(Session& session, const AccessArguments& arguments) {
  Json list = Json::array();
  std::string text;
  v1::ListTokensRequest request;
  request.set_principal(arguments.principal);
  do {
    auto page = session.client().ListTokens(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::Token& token : page->tokens()) {
      list.push_back(TokenJson(token));
      text += TokenText(token);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  session.Print(arguments.json ? JsonLine({{"tokens", list}}) : text);
  return kExitOk;
}

int RevokeToken(Session& session, const AccessArguments& arguments) {
  v1::RevokeTokenRequest request;
  request.set_id(arguments.id);
  const Done done = session.client().RevokeToken(request);
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

int GrantRole(Session& session, const AccessArguments& arguments) {
  const auto role = RoleOf(arguments.role);
  const std::vector<std::string> resources = ResourcesOf(arguments);
  if (!role) {
    return session.Usage(fmt::format("'{}' is no role; use {}", Shortened(arguments.role), kRoles));
  }
  if (resources.empty()) return session.Usage(kNoResource);
  for (const std::string& resource : resources) {
    v1::GrantRoleRequest request;
    request.set_principal(arguments.principal);
    request.set_resource(resource);
    request.set_role(*role);
    auto reply = session.client().GrantRole(request);
    if (!reply.ok()) return session.Fail(reply.failure());
    session.Print(arguments.json ? JsonLine(GrantJson(*reply)) : GrantText(*reply));
  }
  return kExitOk;
}

int RevokeRole(Session& session, const AccessArguments& arguments) {
  const std::vector<std::string> resources = ResourcesOf(arguments);
  if (resources.empty()) return session.Usage(kNoResource);
  for (const std::string& resource : resources) {
    v1::RevokeRoleRequest request;
    request.set_principal(arguments.principal);
    request.set_resource(resource);
    const Done done = session.client().RevokeRole(request);
    if (!done.ok()) return session.Fail(done.failure());
  }
  return kExitOk;
}

// Reads every page of one request.
std::optional<Failure> ReadGrants(Session& session, v1::ListGrantsRequest request,
                                  std::vector<v1::Grant>& grants) {
  do {
    auto page = session.client().ListGrants(request);
    if (!page.ok()) return page.failure();
    grants.insert(grants.end(), page->grants().begin(), page->grants().end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return std::nullopt;
}

int ListGrants(Session& session, const AccessArguments& arguments) {
  std::vector<std::string> resources = ResourcesOf(arguments);
  if (resources.empty()) resources.emplace_back();
  std::vector<v1::Grant> grants;
  for (const std::string& resource : resources) {
    v1::ListGrantsRequest request;
    request.set_principal(arguments.principal);
    request.set_resource(resource);
    if (const auto failure = ReadGrants(session, request, grants)) return session.Fail(*failure);
  }
  Json list = Json::array();
  std::string text;
  for (const v1::Grant& grant : grants) {
    list.push_back(GrantJson(grant));
    text += GrantText(grant);
  }
  session.Print(arguments.json ? JsonLine({{"grants", list}}) : text);
  return kExitOk;
}

int WhoAmI(Session& session, const AccessArguments& arguments) {
  auto reply = session.client().WhoAmI();
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(arguments.json ? JsonLine(CallerJson(*reply)) : CallerText(*reply));
  return kExitOk;
}

void AddResources(CLI::App& command, AccessArguments& arguments) {
  AddList(command, "--memory", arguments.memories, "A memory; may be repeated");
  AddList(command, "--glossary", arguments.glossaries, "A glossary; may be repeated");
  command.add_flag("--everything", arguments.everything,
                   "The server, and every memory and glossary in it");
}

using Arguments = std::shared_ptr<AccessArguments>;

void Run(Commands& commands, CLI::App& command, const Arguments& arguments,
         int (*action)(Session&, const AccessArguments&)) {
  commands.OnRun(command,
                 [arguments, action](Session& session) { return action(session, *arguments); });
}

void AddTokenCommands(CLI::App& app, Commands& commands, const Arguments& arguments) {
  CLI::App& group = commands.AddGroup(app, "token", "Tokens, by which callers are known");
  CLI::App& create = commands.Add(
      group, "create", "Make a token; the answer is its secret, which is not shown again",
      "  dragoman token create anna --role translator --memory reports --expires 90d\n"
      "  dragoman token create backup --role reader --everything > backup.token");
  create.add_option("PRINCIPAL", arguments->principal, "Whose it is")->required();
  create.add_option("--expires", arguments->expires,
                    "When it ends: 90d or 12h from now, or a day; never");
  create.add_option("--role", arguments->role, fmt::format("A role that it gets: {}", kRoles));
  AddResources(create, *arguments);
  AddJson(create, arguments->json);
  Run(commands, create, arguments, CreateToken);

  CLI::App& list = commands.Add(group, "list", "List the tokens, without their secrets",
                                "  dragoman token list --principal anna");
  list.add_option("--principal", arguments->principal, "Only those of this name");
  AddJson(list, arguments->json);
  Run(commands, list, arguments, ListTokens);

  CLI::App& revoke = commands.Add(group, "revoke", "End a token at once",
                                  "  dragoman token revoke 4f0c2a9d1e6b7a35");
  revoke.add_option("ID", arguments->id, "The token's id, as 'dragoman token list' names it")
      ->required();
  Run(commands, revoke, arguments, RevokeToken);
}

}  // namespace

void AddAccessCommands(CLI::App& app, Commands& commands) {
  auto arguments = std::make_shared<AccessArguments>();
  AddTokenCommands(app, commands, arguments);

  CLI::App& grant = commands.Add(app, "grant", "Give a role on memories and glossaries",
                                 "  dragoman grant anna translator --memory reports\n"
                                 "  dragoman grant cert:ci.example reader --everything");
  grant.add_option("PRINCIPAL", arguments->principal, "Who gets it: a name, or cert:NAME")
      ->required();
  grant.add_option("ROLE", arguments->role, kRoles)->required();
  AddResources(grant, *arguments);
  AddJson(grant, arguments->json);
  Run(commands, grant, arguments, GrantRole);

  CLI::App& revoke = commands.Add(app, "revoke", "Take the role on memories and glossaries",
                                  "  dragoman revoke anna --memory reports");
  revoke.add_option("PRINCIPAL", arguments->principal, "Who loses it")->required();
  AddResources(revoke, *arguments);
  Run(commands, revoke, arguments, RevokeRole);

  CLI::App& grants = commands.Add(app, "grants", "List who has which role",
                                  "  dragoman grants --memory reports --json");
  grants.add_option("--principal", arguments->principal, "Only those of this name");
  AddResources(grants, *arguments);
  AddJson(grants, arguments->json);
  Run(commands, grants, arguments, ListGrants);

  CLI::App& whoami = commands.Add(app, "whoami", "Show who you are to the server, and your roles",
                                  "  dragoman whoami --json");
  AddJson(whoami, arguments->json);
  Run(commands, whoami, arguments, WhoAmI);
}

}  // namespace dragoman
