// dragoman watch: what others change in a memory or glossary, as it happens.
#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "client/cli/command.h"
#include "client/cli/file_format.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct WatchArguments {
  Resource resource;
  std::optional<uint64_t> after;
  bool once = false;
  bool json = false;
};

constexpr std::chrono::seconds kBetweenTries{1};

Json ChangeJson(const v1::WatchChangesResponse& response, const v1::ChangedEntry& entry) {
  Json json = {{"revision", response.revision()},
               {"change_time", TimeLabel(response.change_time())},
               {"name", entry.name()},
               {"deleted", entry.deleted()}};
  if (!response.batch_id().empty()) json["batch_id"] = response.batch_id();
  if (entry.has_unit()) json["unit"] = UnitJson(entry.unit());
  if (entry.has_glossary_concept()) json["concept"] = ConceptJson(entry.glossary_concept());
  return json;
}

std::string ChangeText(const v1::WatchChangesResponse& response, const v1::ChangedEntry& entry,
                       bool colors) {
  const std::string head =
      fmt::format("revision {}  {}  ", response.revision(), TimeLabel(response.change_time()));
  if (entry.has_unit()) return head + UnitText(entry.unit(), colors);
  if (entry.has_glossary_concept()) return head + ConceptText(entry.glossary_concept(), colors);
  return fmt::format("{}{}  deleted\n", head, entry.name());
}

// Follows the changes over losses of the connection: it knows up to where it has them whole.
class Watcher {
 public:
  Watcher(Session& session, const WatchArguments& arguments)
      : session_(session), arguments_(arguments) {
    request_.set_parent(NameOf(arguments.resource));
    if (arguments.after) request_.set_after_revision(*arguments.after);
  }

  int Run() {
    while (true) {
      const Done done = session_.client().WatchChanges(
          request_, [this](const v1::WatchChangesResponse& response) { return Take(response); });
      if (done.ok()) return kExitOk;
      if (!MayTryAgain(done.failure())) return session_.Fail(done.failure());
      if (!lost_) session_.Say("the connection is lost; trying until the server is back");
      lost_ = true;
      std::this_thread::sleep_for(kBetweenTries);
    }
  }

 private:
  // A server that was never reached may not be there at all. A server that stops answers CANCELLED
  // to a call on a connection that has not heard of it yet.
  bool MayTryAgain(const Failure& failure) const {
    const bool is_lost = failure.code == grpc::StatusCode::UNAVAILABLE ||
                         failure.code == grpc::StatusCode::CANCELLED;
    return is_lost && reached_ && !arguments_.once;
  }

  // Returns whether there is more to wait for.
  bool Take(const v1::WatchChangesResponse& response) {
    if (lost_) session_.Say("connected again");
    lost_ = false;
    if (!reached_) last_wanted_ = response.newest_revision();
    reached_ = true;
    for (const v1::ChangedEntry& entry : response.entries()) Show(response, entry);
    if (!response.partial()) request_.set_after_revision(response.revision());
    return !arguments_.once || response.partial() || response.revision() < last_wanted_;
  }

  void Show(const v1::WatchChangesResponse& response, const v1::ChangedEntry& entry) {
    session_.Print(arguments_.json ? JsonLine(ChangeJson(response, entry))
                                   : ChangeText(response, entry, session_.colors()));
  }

  Session& session_;
  const WatchArguments& arguments_;
  v1::WatchChangesRequest request_;
  bool reached_ = false;
  bool lost_ = false;
  uint64_t last_wanted_ = 0;  // With --once.
};

}  // namespace

void AddWatchCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "watch", "Show what others change in a memory or glossary, as it happens",
      "  dragoman watch --glossary titles\n"
      "  dragoman watch --memory reports --after 0 --once --json   all of it, then end");
  auto arguments = std::make_shared<WatchArguments>();
  AddResource(command, arguments->resource);
  command
      .add_option("--after", arguments->after,
                  "Begin after this revision, 0 for the beginning; default now")
      ->type_name("REVISION");
  command.add_flag("--once", arguments->once, "End when all that is there now is shown");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) -> int {
    const std::string problem = ProblemOf(arguments->resource);
    if (!problem.empty()) return session.Usage(problem);
    return Watcher(session, *arguments).Run();
  });
}

}  // namespace dragoman
