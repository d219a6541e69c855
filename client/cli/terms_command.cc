// dragoman terms: the glossary terms of one text, or of every line of a file.
#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"
#include "client/cli/line_stream.h"
#include "client/cli/style.h"
#include "client/cli/terms_text.h"

namespace dragoman {
namespace {

constexpr size_t kMaxTextBytes = 1 << 20;

struct TermsArguments {
  std::optional<std::string> text;
  std::optional<std::string> file;
  TermsChoice choice;
  bool json = false;
};

int RecogniseText(Session& session, const TermsArguments& arguments,
                  const v1::RecogniseOptions& options) {
  v1::RecogniseTermsRequest request;
  *request.mutable_options() = options;
  request.set_text(*arguments.text);
  auto reply = session.client().RecogniseTerms(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  if (arguments.json) {
    session.Print(JsonLine(TermsJson(*arguments.text, *reply)));
  } else if (reply->terms().empty()) {
    session.Say("no terms of a glossary stand in the text");
  } else {
    session.Print(TermsText(reply->terms(), session.colors()));
  }
  return kExitOk;
}

void PrintLine(Session& session, bool json, const PendingLine& line,
               const v1::RecogniseTermsResponse& response) {
  if (json) {
    session.Print(JsonLine(TermsJson(line.text, response)));
  } else if (!response.terms().empty()) {
    session.Print(fmt::format("{}: {}\n{}\n", line.number, Shown(line.text),
                              TermsText(response.terms(), session.colors())));
  }
}

int RecogniseFile(Session& session, const TermsArguments& arguments,
                  const v1::RecogniseOptions& options) {
  auto file = OpenInput(*arguments.file, session.environment());
  if (!file.ok()) return session.Fail(file.failure());
  v1::StreamRecogniseTermsRequest first;
  *first.mutable_options() = options;
  LineHandlers<v1::StreamRecogniseTermsRequest, v1::StreamRecogniseTermsResponse> handlers;
  handlers.request = [](const LineInFile& line) {
    v1::StreamRecogniseTermsRequest request;
    request.set_text(line.line.text);
    return request;
  };
  handlers.answer = [&](const PendingLine& line, const v1::StreamRecogniseTermsResponse* response) {
    PrintLine(session, arguments.json, line,
              response != nullptr ? response->response() : v1::RecogniseTermsResponse());
  };
  handlers.refuse = [&](const PendingLine& line, const Failure& failure) {
    if (arguments.json) session.Print(JsonLine(ErrorJson("text", line.text, failure)));
    if (!arguments.json) session.Say(fmt::format("line {}: {}", line.number, failure.message));
  };
  LineSource source(file->file(), kMaxTextBytes, "text", false);
  return RunLineStream(session, *session.client().StreamRecogniseTerms(), first, source, handlers);
}

int Run(Session& session, const TermsArguments& arguments) {
  if (arguments.text.has_value() == arguments.file.has_value()) {
    return session.Usage("give one TEXT or --file FILE; see 'dragoman terms --help'");
  }
  auto options = BuildRecogniseOptions(arguments.choice, session);
  if (!options.ok()) return session.Usage(options.failure().message);
  return arguments.file ? RecogniseFile(session, arguments, *options)
                        : RecogniseText(session, arguments, *options);
}

}  // namespace

void AddTermsCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "terms", "Find the glossary terms in a text, and their renderings",
                   "  dragoman terms 'The Security Council met.' --from en --to ru\n"
                   "  dragoman terms --file report.txt --from en --to ur --glossary titles --json");
  auto arguments = std::make_shared<TermsArguments>();
  AddOptional(command, "TEXT", arguments->text, "The text");
  AddOptional(command, "--file", arguments->file, "Take every line of a file; - is standard input");
  AddTermsChoice(command, arguments->choice);
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
