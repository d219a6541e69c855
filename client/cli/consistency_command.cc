// dragoman consistency: what was not rendered in one way, in memories and files.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/consistency_text.h"
#include "client/cli/labels.h"
#include "client/cli/languages.h"
#include "client/cli/pair_file.h"
#include "client/cli/progress_line.h"

namespace dragoman {
namespace {

struct ConsistencyArguments {
  std::vector<std::string> files;
  std::string from;
  std::string to;
  std::vector<std::string> memories;
  std::vector<std::string> glossaries;
  std::vector<std::string> kinds;
  std::string bridge_language = "en";
  int limit = 100;
  int examples = 3;
  UseChoice use;
  bool json = false;
};

// Adds the pairs of all files, and their places to the context.
Done AddFiles(const std::vector<std::string>& files, const Environment& environment,
              v1::ReportConsistencyRequest& request, ConsistencyContext& context) {
  auto read = ReadPairFiles(files, context.from, context.to, environment);
  if (!read.ok()) return read.failure();
  for (FilePairs& file : *read) {
    for (TextPair& pair : file.pairs) {
      v1::TranslationPair& out = *request.add_pairs();
      out.mutable_source()->set_text(std::move(pair.source));
      out.mutable_target()->set_text(std::move(pair.target));
      context.places.push_back(fmt::format("{}:{}", file.file, pair.line));
    }
  }
  return Nothing{};
}

v1::ReportConsistencyRequest MakeRequest(const ConsistencyArguments& arguments,
                                         const ConsistencyContext& context) {
  v1::ReportConsistencyRequest request;
  request.set_source_language(context.from);
  request.set_target_language(context.to);
  for (const std::string& name : arguments.memories) request.add_memories(MemoryName(name));
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  for (const std::string& kind : arguments.kinds) request.add_kinds(*ConsistencyKindOf(kind));
  request.set_bridge_language(context.bridge);
  request.set_max_findings(arguments.limit);
  request.set_max_examples(arguments.examples);
  request.set_without_examples(arguments.examples == 0);
  request.set_as_of(arguments.use.as_of);
  request.set_outlet(arguments.use.outlet);
  return request;
}

ConsistencyContext ContextOf(const ConsistencyArguments& arguments, const Settings& settings) {
  ConsistencyContext context;
  context.from = arguments.from.empty() ? settings.from : arguments.from;
  context.to = arguments.to;
  if (context.to.empty() && settings.to.size() == 1) context.to = settings.to.front();
  context.bridge = arguments.bridge_language;
  return context;
}

void ShowProgress(const Environment& environment, const v1::ConsistencyProgress& progress) {
  const uint64_t percent = progress.units() * 100 / std::max<uint64_t>(1, progress.total_units());
  ShowProgressLine(environment, fmt::format("reading: {} %", percent));
}

// Prints the findings as they come; returns the summary, nullopt when none came.
Result<std::optional<v1::ConsistencySummary>> Receive(Session& session,
                                                      const v1::ReportConsistencyRequest& request,
                                                      const ConsistencyContext& context,
                                                      bool json) {
  std::optional<v1::ConsistencySummary> summary;
  const auto receive = [&](v1::ReportConsistencyResponse& response) {
    if (response.has_progress()) {
      ShowProgress(session.environment(), response.progress());
      return true;
    }
    ClearProgressLine(session.environment());
    if (response.has_summary()) {
      summary = std::move(*response.mutable_summary());
    } else {
      session.Print(json ? JsonLine(ConsistencyJson(response.finding(), context))
                         : ConsistencyText(response.finding(), context, session.colors()) + "\n");
    }
    return true;
  };
  const Done done = session.client().ReportConsistency(request, receive);
  if (!done.ok()) {
    ClearProgressLine(session.environment());
    return done.failure();
  }
  return summary;
}

int Run(Session& session, const ConsistencyArguments& arguments) {
  ConsistencyContext context = ContextOf(arguments, session.settings());
  if (context.from.empty() || context.to.empty()) {
    return session.Usage(
        "--from and --to are needed; name the two languages, e.g. --from en --to ru");
  }
  v1::ReportConsistencyRequest request = MakeRequest(arguments, context);
  const Done added = AddFiles(arguments.files, session.environment(), request, context);
  if (!added.ok()) return session.Fail(added.failure());
  auto summary = Receive(session, request, context, arguments.json);
  if (!summary.ok()) return session.Fail(summary.failure());
  if (!summary->has_value()) {
    return session.Fail(
        {grpc::StatusCode::INTERNAL, "the server ended the report before its end; repeat it", {}});
  }
  session.Print(arguments.json ? JsonLine(ConsistencyJson(**summary))
                               : ConsistencyCountText(**summary) + "\n");
  return kExitOk;
}

}  // namespace

void AddConsistencyCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "consistency", "List what was not rendered in one way, in memories and files",
      "  dragoman consistency --memory reports --from en --to ru\n"
      "  dragoman consistency --from ru --to ur --kind name --kind bridge --examples 1\n"
      "  dragoman consistency pairs.tsv report_en.txt report_ru.txt --from en --to ru\n"
      "  dragoman consistency new.tsv --memory reports --glossary titles --from en --to ru");
  auto arguments = std::make_shared<ConsistencyArguments>();
  command.add_option("FILES", arguments->files,
                     "TSV files whose first line names the columns by language; or a file of "
                     "sources, one a line, and behind it that of their translations");
  command.add_option("--from", arguments->from, "Language of the sources, e.g. en");
  command.add_option("--to", arguments->to, "Language of the translations, e.g. ru");
  AddList(command, "--memory", arguments->memories,
          "Memory to read; may be repeated, default all, with FILES none");
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary whose concepts are looked for; may be repeated, default all");
  AddList(command, "--kind", arguments->kinds,
          "What to list: concept, name, source (the same text) or bridge (direct renderings "
          "against those over another language); may be repeated, default all")
      ->check(CLI::IsMember({"concept", "name", "source", "bridge"}));
  command.add_option("--bridge-language", arguments->bridge_language,
                     "Language that bridges go over (en)");
  command.add_option("--limit", arguments->limit, "Most findings of each kind, 1 to 1000 (100)")
      ->check(CLI::Range(1, 1000));
  command
      .add_option("--examples", arguments->examples, "Most examples of each rendering, 0 to 20 (3)")
      ->check(CLI::Range(0, 20));
  AddUseChoice(command, arguments->use);
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
