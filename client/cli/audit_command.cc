// dragoman audit: who changed what, and who was refused.
#include <fmt/format.h>

#include <ctime>

#include "client/cli/access_text.h"
#include "client/cli/arguments.h"
#include "client/cli/command.h"

namespace dragoman {
namespace {

struct AuditArguments {
  std::string since;
  std::string until;
  std::string principal;
  std::optional<std::string> memory;
  std::optional<std::string> glossary;
  bool json = false;
};

// Reads the moment of an option that counts back from now; returns what is wrong, or "".
std::string ReadMoment(std::string_view option, const std::string& word,
                       google::protobuf::Timestamp* (*field)(v1::ListAuditEntriesRequest&),
                       v1::ListAuditEntriesRequest& request) {
  if (word.empty()) return "";
  auto moment = MomentOf("-" + word, std::time(nullptr));
  if (!moment) moment = MomentOf(word, 0);
  if (!moment) {
    return fmt::format(
        "{}: '{}' is no time; write 2h or 7d ago, 2026-05-01 or "
        "2026-05-01T12:00:00Z",
        option, Shortened(word));
  }
  *field(request) = *moment;
  return "";
}

int Audit(Session& session, const AuditArguments& arguments) {
  v1::ListAuditEntriesRequest request;
  request.set_principal(arguments.principal);
  if (arguments.memory) request.set_resource(MemoryName(*arguments.memory));
  if (arguments.glossary) request.set_resource(GlossaryName(*arguments.glossary));
  request.set_page_size(1000);
  std::string problem = ReadMoment(
      "--since", arguments.since, [](auto& of) { return of.mutable_start_time(); }, request);
  if (problem.empty()) {
    problem = ReadMoment(
        "--until", arguments.until, [](auto& of) { return of.mutable_end_time(); }, request);
  }
  if (!problem.empty()) return session.Usage(problem);
  do {
    auto page = session.client().ListAuditEntries(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::AuditEntry& entry : page->entries()) {
      session.Print(arguments.json ? JsonLine(AuditEntryJson(entry)) : AuditEntryText(entry));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return kExitOk;
}

}  // namespace

void AddAuditCommand(CLI::App& app, Commands& commands) {
  auto arguments = std::make_shared<AuditArguments>();
  CLI::App& command = commands.Add(app, "audit", "Show who changed what, the oldest first",
                                   "  dragoman audit --since 2h\n"
                                   "  dragoman audit --memory reports --since 2026-05-01 --json");
  command.add_option("--since", arguments->since, "Only from then on: 2h or 7d ago, or a day");
  command.add_option("--until", arguments->until, "Only before");
  command.add_option("--principal", arguments->principal, "Only what this caller did");
  CLI::Option* memory =
      AddOptional(command, "--memory", arguments->memory, "Only about this memory");
  AddOptional(command, "--glossary", arguments->glossary, "Only about this glossary")
      ->excludes(memory);
  command.add_flag("--json", arguments->json, "One JSON value a line");
  commands.OnRun(command, [arguments](Session& session) { return Audit(session, *arguments); });
}

}  // namespace dragoman
