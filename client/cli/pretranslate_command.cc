// dragoman pretranslate: a file with the translations that the memories have, in its own format.
#include <fmt/format.h>

#include "client/cli/analysis_text.h"
#include "client/cli/arguments.h"
#include "client/cli/document_arguments.h"
#include "client/cli/languages.h"
#include "client/cli/text_file.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct PretranslateArguments {
  std::string file;
  std::string format;
  LookupChoice choice;
  int min_score = 100;
  bool proposals = false;
  std::string output;
  bool json = false;
};

Result<v1::PretranslateDocumentRequest> MakeRequest(Session& session,
                                                    const PretranslateArguments& arguments) {
  LookupChoice choice = arguments.choice;
  choice.no_proposals = !arguments.proposals;
  auto options = BuildLookupOptions(choice, false, session);
  if (!options.ok()) return options.failure();
  options->set_min_score(arguments.min_score);
  v1::PretranslateDocumentRequest request;
  *request.mutable_options() = *options;
  auto document = ReadDocument(arguments.file, arguments.format, session.environment());
  if (!document.ok()) return document.failure();
  *request.mutable_document() = *std::move(document);
  return request;
}

// Returns e.g. "12 of 40 segments, 130 of 612 words (21.2%)", and what is to be checked.
std::string SummaryText(const v1::PretranslateDocumentResponse& reply) {
  const v1::AnalysisCount& done = reply.translated();
  const v1::AnalysisCount& all = reply.total();
  std::string text = fmt::format(
      "{} of {}, {} of {} ({})", done.segments(), Counted(all.segments(), "segment", "segments"),
      done.words(), Counted(all.words(), "word", "words"), ShareOf(done.words(), all.words()));
  if (reply.proposals() > 0) {
    text += fmt::format(", {}", Counted(reply.proposals(), "proposal", "proposals"));
  }
  if (reply.codes_to_check() > 0) {
    text += fmt::format("; check where the formatting stands in {}",
                        Counted(reply.codes_to_check(), "segment", "segments"));
  }
  return text;
}

Json SummaryJson(const v1::PretranslateDocumentResponse& reply) {
  return {{"total", CountJson(reply.total())},
          {"translated", CountJson(reply.translated())},
          {"proposals", reply.proposals()},
          {"codes_to_check", reply.codes_to_check()}};
}

int Run(Session& session, const PretranslateArguments& arguments) {
  if (arguments.json && arguments.output == "-") {
    return session.Usage("--json and --output - both want standard output; give a file");
  }
  auto request = MakeRequest(session, arguments);
  if (!request.ok()) return session.Usage(request.failure().message);
  auto reply = session.client().PretranslateDocument(*request);
  if (!reply.ok()) return session.Fail(reply.failure());
  if (arguments.output == "-") {
    session.Print(reply->content());
  } else {
    const Done written = WriteTextFile(arguments.output, reply->content());
    if (!written.ok()) return session.Fail(written.failure());
  }
  if (arguments.json) {
    session.Print(JsonLine(SummaryJson(*reply)));
  } else {
    session.Say(fmt::format("translated {}", SummaryText(*reply)));
  }
  return kExitOk;
}

}  // namespace

void AddPretranslateCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "pretranslate", "Put the translations that memories have into a file",
      "  dragoman pretranslate report.html --from en --to ur --output report_ur.html\n"
      "  dragoman pretranslate report.md --from en --to ru --min-score 95 --output -\n"
      "  dragoman --timeout 0 pretranslate big.txt --from en --to ru --output big_ru.txt");
  auto arguments = std::make_shared<PretranslateArguments>();
  command
      .add_option("FILE", arguments->file,
                  "Text, Markdown, HTML (UTF-8) or DOCX, at most 3 MiB; - is standard input")
      ->required();
  AddDocumentFormat(command, arguments->format);
  AddMemoryChoice(command, arguments->choice);
  command
      .add_option("--min-score", arguments->min_score,
                  "Least score after penalties of what is put in place, 1 to 100 (100)")
      ->check(CLI::Range(1, 100));
  command.add_flag("--proposals", arguments->proposals,
                   "Put the text's numbers and terms into matches like it");
  command.add_option("--output", arguments->output, "File to write; - is standard output")
      ->required();
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
