// dragoman pretranslate: a file with the translations that the memories have, or that have come
// back, in its own format or another one.
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
  std::vector<std::string> glossaries;
  UseChoice use;
  int min_score = 100;
  int candidates = 5;
  bool proposals = false;
  bool translations_only = false;
  bool replace = false;
  std::optional<std::string> translations;
  std::string to_format;
  std::string output;
  bool json = false;
};

// What a server takes of both files.
constexpr size_t kMaxRequestBytes = 4 << 20;

v1::DocumentOutput OutputOf(std::string_view word) {
  if (word == "xliff21") return v1::XLIFF_2_1;
  if (word == "xliff12") return v1::XLIFF_1_2;
  if (word == "tmx") return v1::TRANSLATION_MEMORY_EXCHANGE;
  return word == "html" ? v1::REVIEW_PAGE : v1::DOCUMENT_OUTPUT_UNSPECIFIED;
}

Result<v1::PretranslateDocumentRequest> MakeRequest(Session& session,
                                                    const PretranslateArguments& arguments) {
  LookupChoice choice = arguments.choice;
  choice.no_proposals = !arguments.proposals;
  auto options = BuildLookupOptions(choice, false, session);
  if (!options.ok()) return options.failure();
  options->set_min_score(arguments.min_score);
  options->set_limit(arguments.candidates);
  for (const std::string& name : arguments.glossaries) options->add_glossaries(GlossaryName(name));
  options->set_as_of(arguments.use.as_of);
  options->set_outlet(arguments.use.outlet);
  v1::PretranslateDocumentRequest request;
  *request.mutable_options() = *options;
  auto document = ReadDocument(arguments.file, arguments.format, session.environment());
  if (!document.ok()) return document.failure();
  *request.mutable_document() = *std::move(document);
  request.set_output(OutputOf(arguments.to_format));
  request.set_translations_only(arguments.translations_only);
  request.set_replace_translations(arguments.replace);
  if (arguments.translations) {
    auto finished = ReadDocument(*arguments.translations, "xliff", session.environment());
    if (!finished.ok()) return finished.failure();
    *request.mutable_translations() = *std::move(finished);
  }
  if (request.document().content().size() + request.translations().content().size() >
      kMaxRequestBytes) {
    return Refusal(
        "FILE and --translations have more than 4 MiB together; write the XLIFF file "
        "with --translations-only, or split FILE");
  }
  return request;
}

// Returns e.g. "12 of 40 segments, 130 of 612 words (21.2%)", and what is to be checked.
std::string SummaryText(const v1::PretranslateDocumentResponse& reply) {
  const v1::AnalysisCount& done = reply.translated();
  const v1::AnalysisCount& all = reply.total();
  std::string text = fmt::format(
      "{} of {}, {} of {} ({})", done.segments(), Counted(all.segments(), "segment", "segments"),
      done.words(), Counted(all.words(), "word", "words"), ShareOf(done.words(), all.words()));
  if (reply.done().segments() > 0) {
    text +=
        fmt::format(", {} done already", Counted(reply.done().segments(), "segment", "segments"));
  }
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
          {"codes_to_check", reply.codes_to_check()},
          {"done", CountJson(reply.done())}};
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
      "  dragoman pretranslate job.xlf --from en --to ru --output job_ru.xlf\n"
      "  dragoman pretranslate report.docx --from en --to ru --format xliff21 --output job.xlf\n"
      "  dragoman pretranslate report.docx --from en --to ru --translations job.xlf \\\n"
      "      --output report_ru.docx\n"
      "  dragoman pretranslate report.md --from en --to ru --min-score 95 --output -\n"
      "  dragoman --timeout 0 pretranslate big.txt --from en --to ru --output big_ru.txt");
  auto arguments = std::make_shared<PretranslateArguments>();
  command
      .add_option("FILE", arguments->file,
                  "Text, Markdown, HTML, XLIFF (UTF-8) or DOCX, at most 3 MiB; - is standard input")
      ->required();
  AddDocumentFormat(command, arguments->format);
  AddMemoryChoice(command, arguments->choice);
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary to take terms from; may be repeated, default all");
  AddUseChoice(command, arguments->use);
  command
      .add_option("--min-score", arguments->min_score,
                  "Least score after penalties of what is put in place, 1 to 100 (100)")
      ->check(CLI::Range(1, 100));
  command.add_flag("--proposals", arguments->proposals,
                   "Put the text's numbers and terms into matches like it");
  command
      .add_option(
          "--format", arguments->to_format,
          "Format to write: xliff21, xliff12, tmx or html (a page for review); default FILE's own")
      ->check(CLI::IsMember({"xliff21", "xliff12", "tmx", "html"}));
  command
      .add_option(
          "--candidates", arguments->candidates,
          "Most matches of 70 points and more beside a segment of XLIFF and pages, 1 to 1000 "
          "(5)")
      ->check(CLI::Range(1, 1000));
  command.add_flag("--translations-only", arguments->translations_only,
                   "Leave candidates and terms out of XLIFF and pages");
  command.add_flag(
      "--replace", arguments->replace,
      "Also replace the translations of an XLIFF file that are not approved or locked");
  AddOptional(command, "--translations", arguments->translations,
              "XLIFF file of FILE that has come back: put its translations in place");
  command.add_option("-o,--output", arguments->output, "File to write; - is standard output")
      ->required();
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
