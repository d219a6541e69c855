// dragoman segment: cuts a text into segments, one a line.
#include <algorithm>

#include "client/cli/command.h"
#include "client/cli/document_arguments.h"
#include "client/cli/style.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

constexpr size_t kMaxRulesBytes = 1 << 20;

struct SegmentArguments {
  std::string file;
  std::string language;
  std::string rules;
};

// A segment is one line by the server's rules; should one ever hold a line break, it becomes a
// space, because scripts count lines.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text + "\n";
}

int Run(Session& session, const SegmentArguments& arguments) {
  v1::SegmentDocumentRequest request;
  request.set_language(arguments.language.empty() ? session.settings().from : arguments.language);
  if (request.language().empty()) {
    return session.Usage("--lang is missing; name the text's language, e.g. --lang ru");
  }
  auto text = ReadTextFile(arguments.file, kMaxDocumentBytes, session.environment());
  if (!text.ok()) return session.Fail(text.failure());
  request.set_text(std::move(*text));
  if (!arguments.rules.empty()) {
    auto rules = ReadTextFile(arguments.rules, kMaxRulesBytes, session.environment());
    if (!rules.ok()) return session.Fail(rules.failure());
    request.set_sentence_rules(std::move(*rules));
  }
  auto reply = session.client().SegmentDocument(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  std::string lines;
  for (const v1::DocumentSegment& segment : reply->segments()) lines += OneLine(segment.text());
  session.Print(lines);
  return kExitOk;
}

}  // namespace

void AddSegmentCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(app, "segment", "Cut a text into segments, one a line",
                                   "  dragoman segment report.txt --lang ru\n"
                                   "  cat report.txt | dragoman segment - --lang en\n"
                                   "  dragoman segment report.txt --lang ru --rules house.srx");
  auto arguments = std::make_shared<SegmentArguments>();
  command.add_option("FILE", arguments->file, "UTF-8 text, at most 3 MiB; - is standard input")
      ->required();
  command.add_option("--lang", arguments->language, "Language of the text, e.g. en");
  command
      .add_option("--rules", arguments->rules,
                  "SRX 2.0 file; its rules hold for the languages it maps, else the server's")
      ->type_name("FILE");
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
