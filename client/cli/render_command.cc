// dragoman render: a whole text with its matches and terms, as text, JSON or a page.
#include <fmt/format.h>

#include <filesystem>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/document_arguments.h"
#include "client/cli/html_report.h"
#include "client/cli/json_output.h"
#include "client/cli/languages.h"
#include "client/cli/render_text.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

struct RenderArguments {
  std::string file;
  LookupChoice choice;
  std::vector<std::string> glossaries;
  bool without_terms = false;
  bool longest_only = false;
  UseChoice use;
  std::optional<std::string> html;
  std::optional<std::string> title;
  bool json = false;
};

Result<v1::RenderDocumentRequest> MakeRequest(Session& session, const RenderArguments& arguments) {
  auto options = BuildLookupOptions(arguments.choice, true, session);
  if (!options.ok()) return options.failure();
  v1::RenderDocumentRequest request;
  *request.mutable_options() = *options;
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  request.set_without_terms(arguments.without_terms);
  request.set_longest_terms_only(arguments.longest_only);
  request.set_as_of(arguments.use.as_of);
  request.set_outlet(arguments.use.outlet);
  return request;
}

// Prints each segment as it comes, the summary at the end.
int PrintText(Session& session, const v1::RenderDocumentRequest& request) {
  RenderSummary summary;
  const Done done =
      session.client().RenderDocument(request, [&](const v1::RenderedSegment& segment) {
        summary.Add(segment);
        session.Print(SegmentText(segment, session.colors()) + "\n");
        return true;
      });
  if (!done.ok()) return session.Fail(done.failure());
  session.Print(SummaryText(summary) + "\n");
  return kExitOk;
}

int PrintJson(Session& session, const v1::RenderDocumentRequest& request) {
  RenderSummary summary;
  Json segments = Json::array();
  const Done done =
      session.client().RenderDocument(request, [&](const v1::RenderedSegment& segment) {
        summary.Add(segment);
        segments.push_back(SegmentJson(segment));
        return true;
      });
  if (!done.ok()) return session.Fail(done.failure());
  session.Print(JsonLine({{"segments", segments}, {"summary", SummaryJson(summary)}}));
  return kExitOk;
}

// Returns the title of the page: what was asked for, else the file's name.
std::string TitleOf(const RenderArguments& arguments) {
  if (arguments.title) return *arguments.title;
  return arguments.file == "-" ? "Report" : std::filesystem::path(arguments.file).filename();
}

int WriteHtml(Session& session, const RenderArguments& arguments,
              const v1::RenderDocumentRequest& request) {
  const v1::LookupOptions& options = request.options();
  const std::vector<std::string> targets(options.target_languages().begin(),
                                         options.target_languages().end());
  HtmlReport report({TitleOf(arguments), options.source_language(), targets});
  RenderSummary summary;
  const Done done =
      session.client().RenderDocument(request, [&](const v1::RenderedSegment& segment) {
        summary.Add(segment);
        report.Add(segment);
        return true;
      });
  if (!done.ok()) return session.Fail(done.failure());
  const Done written = WriteTextFile(*arguments.html, report.Finish(summary));
  if (!written.ok()) return session.Fail(written.failure());
  session.Say(fmt::format("{}; written to '{}'", SummaryText(summary), *arguments.html));
  return kExitOk;
}

int Run(Session& session, const RenderArguments& arguments) {
  if (arguments.json && arguments.html) return session.Usage("give --json or --html, not both");
  if (arguments.html && arguments.choice.fragments > 0) {
    return session.Usage("a page has no fragments; give --fragments without --html");
  }
  auto request = MakeRequest(session, arguments);
  if (!request.ok()) return session.Usage(request.failure().message);
  auto text = ReadTextFile(arguments.file, kMaxDocumentBytes, session.environment());
  if (!text.ok()) return session.Fail(text.failure());
  request->set_text(std::move(*text));
  if (arguments.json) return PrintJson(session, *request);
  return arguments.html ? WriteHtml(session, arguments, *request) : PrintText(session, *request);
}

}  // namespace

void AddRenderCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "render", "Show a whole text with its matches and terms",
                   "  dragoman render report.txt --from en --to ru --to ur\n"
                   "  dragoman render report.txt --from en --to ru --to ur --html report.html\n"
                   "  dragoman render - --from ru --to ur --memory reports --json < report.txt");
  auto arguments = std::make_shared<RenderArguments>();
  command.add_option("FILE", arguments->file, "UTF-8 text, at most 3 MiB; - is standard input")
      ->required();
  AddLookupChoice(command, arguments->choice);
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary to look in; may be repeated, default all");
  command.add_flag("--without-terms", arguments->without_terms, "Leave terms out");
  command.add_flag("--longest", arguments->longest_only, "Leave nested and overlapping terms out");
  AddUseChoice(command, arguments->use);
  AddOptional(command, "--html", arguments->html, "Write a page to this file");
  AddOptional(command, "--title", arguments->title, "Title of the page; default the file's name");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
