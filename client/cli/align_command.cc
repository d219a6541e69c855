// dragoman align: two or three documents of one text made units.
#include <fmt/format.h>

#include "client/cli/align_text.h"
#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/document_arguments.h"
#include "client/cli/json_output.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

constexpr size_t kMostPlaces = 20;

struct AlignArguments {
  std::vector<std::string> files;
  std::string format;
  std::string from;
  std::vector<std::string> to;
  std::vector<std::string> glossaries;
  std::vector<std::string> memories;
  int min_confidence = 0;
  bool unaligned = false;
  std::string output;
  bool json = false;
};

// Returns the language of each file, the settings' where there are no others.
std::vector<std::string> LanguagesOf(const AlignArguments& arguments, const Settings& settings) {
  std::vector<std::string> languages = {arguments.from.empty() ? settings.from : arguments.from};
  const std::vector<std::string>& to = arguments.to.empty() ? settings.to : arguments.to;
  languages.insert(languages.end(), to.begin(), to.end());
  return languages;
}

Result<v1::AlignDocumentsRequest> MakeRequest(const AlignArguments& arguments,
                                              const std::vector<std::string>& languages,
                                              const Environment& environment) {
  v1::AlignDocumentsRequest request;
  size_t bytes = 0;
  for (size_t i = 0; i < arguments.files.size(); ++i) {
    auto file = ReadDocument(arguments.files[i], arguments.format, environment);
    if (!file.ok()) return file.failure();
    bytes += file->content().size();
    v1::DocumentToAlign& document = *request.add_documents();
    *document.mutable_file() = *std::move(file);
    document.set_language(languages[i]);
  }
  if (bytes > kMaxDocumentBytes) {
    return Refusal(
        fmt::format("the files have {} bytes, at most {} together are allowed; align "
                    "them in parts",
                    bytes, kMaxDocumentBytes));
  }
  for (const std::string& name : arguments.glossaries) request.add_glossaries(GlossaryName(name));
  for (const std::string& name : arguments.memories) request.add_memories(MemoryName(name));
  return request;
}

// Returns all units: a table needs them before its first line.
Result<std::vector<v1::AlignedUnit>> Receive(Session& session,
                                             const v1::AlignDocumentsRequest& request) {
  std::vector<v1::AlignedUnit> units;
  const Done done = session.client().AlignDocuments(request, [&units](const v1::AlignedUnit& unit) {
    units.push_back(unit);
    return true;
  });
  if (!done.ok()) return done.failure();
  return units;
}

// Returns the answer, and what is to be said about it.
std::string AnswerText(const std::vector<v1::AlignedUnit>& units, const AlignArguments& arguments,
                       const std::vector<std::string>& languages, AlignedSummary& summary) {
  const AlignedTable table(languages, units);
  std::string text = arguments.json ? "" : table.Header();
  for (const v1::AlignedUnit& unit : units) {
    const bool alone = unit.sides_size() == 1;
    const bool below = !alone && unit.confidence() < arguments.min_confidence;
    summary.Add(unit, below);
    if (below || (alone && !arguments.unaligned && !arguments.json)) continue;
    text += arguments.json ? JsonLine(AlignedJson(unit)) : table.Row(unit);
  }
  return text;
}

int Run(Session& session, const AlignArguments& arguments) {
  if (arguments.files.size() < 2 || arguments.files.size() > 3) {
    return session.Usage(
        fmt::format("{} given; 2 or 3 documents are aligned", arguments.files.size()));
  }
  const std::vector<std::string> languages = LanguagesOf(arguments, session.settings());
  if (languages.front().empty() || languages.size() != arguments.files.size()) {
    return session.Usage(fmt::format(
        "{} files need as many languages, in their order: --from of the first, --to of each other",
        arguments.files.size()));
  }
  auto request = MakeRequest(arguments, languages, session.environment());
  if (!request.ok()) return session.Usage(request.failure().message);
  auto units = Receive(session, *request);
  if (!units.ok()) return session.Fail(units.failure());
  AlignedSummary summary;
  const std::string answer = AnswerText(*units, arguments, languages, summary);
  const bool to_file = !arguments.output.empty() && arguments.output != "-";
  if (to_file) {
    const Done written = WriteTextFile(arguments.output, answer);
    if (!written.ok()) return session.Fail(written.failure());
  } else {
    session.Print(answer);
  }
  std::FILE* const err = session.environment().err;
  if (to_file || IsTerminal(err)) fmt::print(err, "{}", summary.Text(kMostPlaces));
  if (const std::string doubt = summary.Doubt(); !doubt.empty()) session.Say(doubt);
  return kExitOk;
}

}  // namespace

void AddAlignCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "align", "Make units of two or three documents of one text",
      "  dragoman align report_en.txt report_ru.txt --from en --to ru --output report.tsv\n"
      "  dragoman align en.txt ru.txt ur.txt --from en --to ru --to ur --output report.tsv\n"
      "  dragoman align en.txt ru.txt --from en --to ru --memory reports --min-confidence 80\n"
      "  dragoman import report.tsv --memory reports --in-order");
  auto arguments = std::make_shared<AlignArguments>();
  command
      .add_option("FILE", arguments->files,
                  "2 or 3 documents of one text: text, Markdown, HTML (UTF-8), DOCX, at most 3 MiB "
                  "together; the others are aligned with the first")
      ->required();
  AddDocumentFormat(command, arguments->format);
  command.add_option("--from", arguments->from, "Language of the first file, e.g. en");
  AddList(command, "--to", arguments->to,
          "Language of the next file, e.g. ru; repeated for the third");
  AddList(command, "--glossary", arguments->glossaries,
          "Glossary whose terms say what belongs together; may be repeated, default all");
  AddList(command, "--memory", arguments->memories,
          "Memory to learn from which words go together; may be repeated, default none");
  command
      .add_option("--min-confidence", arguments->min_confidence,
                  "Leave units of less out, 0 to 100 (0); those below 80 are drafts")
      ->check(CLI::Range(0, 100));
  command.add_flag("--unaligned", arguments->unaligned,
                   "Write the segments without a counterpart too; an import skips them");
  command.add_option("-o,--output", arguments->output,
                     "File of the units (TSV that an import reads, or JSON), replaced when "
                     "complete; default standard output");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
