// dragoman check-store: whether what the server stores agrees with itself.
#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/progress_line.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

// Returns a line, and one for each problem, e.g. "memories/reports: 10 records, 6 index entries,
// no problem".
std::string PartText(const v1::CheckStoreResponse& part) {
  std::string text =
      fmt::format("{}: {}, {}, {}\n", part.part(), Counted(part.records(), "record", "records"),
                  Counted(part.index_entries(), "index entry", "index entries"),
                  part.problem_count() == 0 ? "no problem"
                                            : Counted(part.problem_count(), "problem", "problems"));
  for (const v1::StoreProblem& problem : part.problems()) {
    text += fmt::format("  {}{}{}\n", problem.place(), problem.place().empty() ? "" : ": ",
                        problem.what());
  }
  const auto left = part.problem_count() - static_cast<uint64_t>(part.problems_size());
  if (left > 0) text += fmt::format("  and {} more\n", left);
  return text;
}

Json PartJson(const v1::CheckStoreResponse& part) {
  Json json = {{"part", part.part()},
               {"records", part.records()},
               {"index_entries", part.index_entries()},
               {"problem_count", part.problem_count()},
               {"problems", Json::array()}};
  for (const v1::StoreProblem& problem : part.problems()) {
    json["problems"].push_back({{"place", problem.place()}, {"what", problem.what()}});
  }
  return json;
}

int Check(Session& session, bool json) {
  uint64_t problems = 0;
  const Done done = session.client().CheckStore({}, [&](v1::CheckStoreResponse& part) {
    ClearProgressLine(session.environment());
    if (!part.done()) {
      ShowProgressLine(session.environment(),
                       fmt::format("{}: {} records read", part.part(), part.records()));
      return true;
    }
    problems += part.problem_count();
    session.Print(json ? JsonLine(PartJson(part)) : PartText(part));
    return true;
  });
  ClearProgressLine(session.environment());
  if (!done.ok()) return session.Fail(done.failure());
  if (problems == 0) return kExitOk;
  session.Say(
      fmt::format("{} found: make a copy of the data folder, then restore a backup "
                  "(dragomand restore)",
                  Counted(problems, "problem", "problems")));
  return kExitFailed;
}

}  // namespace

void AddStoreCheckCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "check-store", "Check that records, change log and indexes agree",
      "  dragoman check-store          beside whatever goes on; ends with 1 if something is wrong\n"
      "  dragomand check --data DIR    the same of a folder that no server uses");
  auto json = std::make_shared<bool>(false);
  AddJson(command, *json);
  commands.OnRun(command, [json](Session& session) { return Check(session, *json); });
}

}  // namespace dragoman
