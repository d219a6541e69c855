// dragoman lookup: the matches of one text, or of every line of a file.
#include <fmt/format.h>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"
#include "client/cli/line_stream.h"
#include "client/cli/style.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

constexpr size_t kMaxLineBytes = 65536;

struct LookupArguments {
  std::optional<std::string> text;
  std::optional<std::string> file;
  std::optional<std::string> previous;
  std::optional<std::string> next;
  LookupChoice choice;
  std::vector<std::string> glossaries;
  UseChoice use;
  bool in_order = false;
  bool diff = false;
  bool explain = false;
  bool json = false;
};

v1::LookupQuery MakeQuery(const std::string& text, const std::optional<std::string>& previous,
                          const std::optional<std::string>& next) {
  v1::LookupQuery query;
  query.mutable_segment()->set_text(text);
  if (previous) query.set_previous(*previous);
  if (next) query.set_next(*next);
  return query;
}

int LookUpText(Session& session, const LookupArguments& arguments,
               const v1::LookupOptions& options) {
  v1::LookupRequest request;
  *request.mutable_options() = options;
  *request.mutable_query() = MakeQuery(*arguments.text, arguments.previous, arguments.next);
  auto reply = session.client().Lookup(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  if (arguments.json) {
    session.Print(JsonLine(LookupJson(*arguments.text, *reply)));
  } else if (reply->matches().empty() && reply->fragments().empty()) {
    session.Say("no match; a lower --min-score finds less similar ones");
  } else {
    session.Print(LookupText(*arguments.text, *reply, session.colors()));
  }
  return kExitOk;
}

void PrintLine(Session& session, bool json, const PendingLine& line,
               const v1::LookupResponse& response) {
  if (json) {
    session.Print(JsonLine(LookupJson(line.text, response)));
  } else if (line.fate != PendingLine::kBlank) {
    session.Print(fmt::format("{}: {}\n{}\n", line.number, Shown(line.text),
                              response.matches().empty() && response.fragments().empty()
                                  ? "     no match\n"
                                  : LookupText(line.text, response, session.colors())));
  }
}

int LookUpFile(Session& session, const LookupArguments& arguments,
               const v1::LookupOptions& options) {
  auto file = OpenInput(*arguments.file, session.environment());
  if (!file.ok()) return session.Fail(file.failure());
  v1::StreamLookupRequest first;
  *first.mutable_options() = options;
  LineHandlers<v1::StreamLookupRequest, v1::StreamLookupResponse> handlers;
  handlers.request = [](const LineInFile& line) {
    v1::StreamLookupRequest request;
    *request.mutable_query() = MakeQuery(line.line.text, line.previous, line.next);
    return request;
  };
  handlers.answer = [&](const PendingLine& line, const v1::StreamLookupResponse* response) {
    PrintLine(session, arguments.json, line,
              response != nullptr ? response->response() : v1::LookupResponse());
  };
  handlers.refuse = [&](const PendingLine& line, const Failure& failure) {
    if (arguments.json) session.Print(JsonLine(ErrorJson("query", line.text, failure)));
    if (!arguments.json) session.Say(fmt::format("line {}: {}", line.number, failure.message));
  };
  LineSource source(file->file(), kMaxLineBytes, "query.segment.text", arguments.in_order);
  return RunLineStream(session, *session.client().StreamLookup(), first, source, handlers);
}

int Run(Session& session, const LookupArguments& arguments) {
  if (arguments.text.has_value() == arguments.file.has_value()) {
    return session.Usage("give one TEXT or --file FILE; see 'dragoman lookup --help'");
  }
  if (arguments.file && (arguments.previous || arguments.next)) {
    return session.Usage("--previous and --next go with a TEXT; for a file there is --in-order");
  }
  auto options = BuildLookupOptions(arguments.choice, arguments.diff || !arguments.json, session);
  if (!options.ok()) return session.Usage(options.failure().message);
  options->set_include_explanation(arguments.explain);
  for (const std::string& name : arguments.glossaries) options->add_glossaries(GlossaryName(name));
  options->set_as_of(arguments.use.as_of);
  options->set_outlet(arguments.use.outlet);
  return arguments.file ? LookUpFile(session, arguments, *options)
                        : LookUpText(session, arguments, *options);
}

}  // namespace

void AddLookupCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "lookup", "Find translations of a text, and of texts like it",
      "  dragoman lookup 'The meeting begins at nine.' --from en --to ru\n"
      "  dragoman lookup 'Good morning' --from en --memory reports --memory old=10 --fragments 3\n"
      "  dragoman lookup --file sentences.txt --in-order --from en --to ur --json");
  auto arguments = std::make_shared<LookupArguments>();
  AddOptional(command, "TEXT", arguments->text, "The text to look up");
  AddOptional(command, "--file", arguments->file,
              "Look up every line of a file; - is standard input");
  AddLookupChoice(command, arguments->choice);
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary whose terms proposals may exchange; may be repeated, default all");
  AddUseChoice(command, arguments->use);
  AddOptional(command, "--previous", arguments->previous,
              "The segment before, for in-context matches; '' says there is none");
  AddOptional(command, "--next", arguments->next, "The segment after, likewise");
  command.add_flag("--in-order", arguments->in_order,
                   "The lines are one text: neighbours are context, blank lines end a text");
  command.add_flag("--diff", arguments->diff, "Add the word diff to JSON");
  command.add_flag("--explain", arguments->explain, "Add the explanation of each score to JSON");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
