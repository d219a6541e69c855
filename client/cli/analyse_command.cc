// dragoman analyse: how much of files is there already, as tables, JSON or a page.
#include <fmt/format.h>

#include "client/cli/analysis_page.h"
#include "client/cli/analysis_text.h"
#include "client/cli/arguments.h"
#include "client/cli/document_arguments.h"
#include "client/cli/languages.h"
#include "client/cli/text_file.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct AnalyseArguments {
  std::vector<std::string> files;
  std::string format;
  LookupChoice choice;
  std::optional<std::string> html;
  std::optional<std::string> title;
  bool json = false;
};

// What the server said.
struct JobAnalysis {
  std::vector<v1::DocumentAnalysis> files;
  v1::DocumentAnalysis total;
};

Result<v1::AnalyseDocumentsRequest> MakeRequest(Session& session,
                                                const AnalyseArguments& arguments) {
  auto options = BuildLookupOptions(arguments.choice, false, session);
  if (!options.ok()) return options.failure();
  v1::AnalyseDocumentsRequest request;
  *request.mutable_options() = *options;
  for (const std::string& path : arguments.files) {
    auto document = ReadDocument(path, arguments.format, session.environment());
    if (!document.ok()) return document.failure();
    *request.add_files() = *std::move(document);
  }
  return request;
}

void PrintText(Session& session, const JobAnalysis& job) {
  for (const v1::DocumentAnalysis& file : job.files) {
    session.Print(AnalysisText(file.name(), file) + "\n");
  }
  if (job.files.size() != 1) session.Print(AnalysisText("all files", job.total));
}

void PrintJson(Session& session, const JobAnalysis& job) {
  Json files = Json::array();
  for (const v1::DocumentAnalysis& file : job.files) files.push_back(AnalysisJson(file));
  Json total = AnalysisJson(job.total);
  total.erase("name");
  session.Print(JsonLine({{"files", files}, {"total", total}}));
}

int WritePage(Session& session, const AnalyseArguments& arguments, const JobAnalysis& job) {
  const std::string title = arguments.title.value_or("Analysis");
  const Done written = WriteTextFile(*arguments.html, AnalysisPage(title, job.files, job.total));
  if (!written.ok()) return session.Fail(written.failure());
  const v1::AnalysisCount& total = job.total.total();
  session.Say(fmt::format("{}, {}; written to '{}'",
                          Counted(total.segments(), "segment", "segments"),
                          Counted(total.words(), "word", "words"), *arguments.html));
  return kExitOk;
}

int Run(Session& session, const AnalyseArguments& arguments) {
  if (arguments.json && arguments.html) return session.Usage("give --json or --html, not both");
  auto request = MakeRequest(session, arguments);
  if (!request.ok()) return session.Usage(request.failure().message);
  JobAnalysis job;
  const Done done = session.client().AnalyseDocuments(
      *request, [&job](const v1::AnalyseDocumentsResponse& response) {
        if (response.has_file()) job.files.push_back(response.file());
        if (response.has_total()) job.total = response.total();
        return true;
      });
  if (!done.ok()) return session.Fail(done.failure());
  if (arguments.html) return WritePage(session, arguments, job);
  arguments.json ? PrintJson(session, job) : PrintText(session, job);
  return kExitOk;
}

}  // namespace

void AddAnalyseCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "analyse", "Count how much of files the memories have already",
                   "  dragoman analyse report.txt --from en --to ru\n"
                   "  dragoman analyse *.html *.md --from en --to ur --memory reports\n"
                   "  dragoman analyse a.md b.md --from en --to ru --html analysis.html");
  auto arguments = std::make_shared<AnalyseArguments>();
  command
      .add_option("FILE", arguments->files,
                  "Text, Markdown, HTML, XLIFF (UTF-8) or DOCX, at most 3 MiB together; - is "
                  "standard input")
      ->required();
  AddDocumentFormat(command, arguments->format);
  AddMemoryChoice(command, arguments->choice);
  AddOptional(command, "--html", arguments->html, "Write a page to this file");
  AddOptional(command, "--title", arguments->title, "Title of the page (Analysis)");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
