// dragoman import: reads a file into a memory or glossary. Strict unless told otherwise: the whole
// file is checked first, and one bad entry keeps all of it out.
#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "client/cli/arguments.h"
#include "client/cli/command.h"
#include "client/cli/file_format.h"
#include "client/cli/import_progress.h"
#include "client/cli/import_run.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/progress_line.h"
#include "client/cli/text_file.h"
#include "client/cli/text_output.h"
#include "client/cli/unit_fields.h"

namespace dragoman {
namespace {

struct ImportArguments {
  std::string file;
  Resource resource;
  std::optional<std::string> format;
  std::vector<std::string> columns;
  std::string delimiter;
  std::string encoding;
  bool raw = false;
  std::string policy;
  std::string key;
  UnitFields fields;
  std::string batch_id;
  std::string resume;
  std::string skipped;
  int max_problems = 100;
  bool in_order = false;
  bool skip_bad = false;
  bool dry_run = false;
  bool json = false;
};

// Returns the last part of a path, cut to what the server keeps; "" for standard input and for
// names that are no UTF-8.
std::string FileNameOf(const std::string& path) {
  constexpr size_t kMaxBytes = 500;
  const std::string name = std::filesystem::path(path).filename().string();
  const bool is_known = path != "-" && name.size() <= kMaxBytes && !FirstInvalidByte(name);
  return is_known ? name : std::string();
}

v1::ImportSettings MakeSettings(const ImportArguments& arguments, v1::FileFormat format) {
  v1::ImportSettings settings;
  settings.set_parent(NameOf(arguments.resource));
  settings.set_format(format);
  for (const std::string& column : arguments.columns) settings.add_columns(column);
  settings.set_delimiter(arguments.delimiter);
  settings.set_encoding(arguments.encoding);
  settings.set_raw_cells(arguments.raw);
  settings.set_key_property(arguments.key == "tuid" ? "tmx:tuid" : arguments.key);
  settings.set_policy(WritePolicyOf(arguments.policy).value_or(v1::WRITE_POLICY_UNSPECIFIED));
  settings.set_in_order(arguments.in_order);
  settings.set_batch_id(arguments.resume.empty() ? arguments.batch_id : arguments.resume);
  settings.set_resume(!arguments.resume.empty());
  settings.set_file_name(FileNameOf(arguments.file));
  settings.set_skipped_file(!arguments.skipped.empty());
  settings.set_max_problems(arguments.max_problems);
  SetUnitFields(arguments.fields, settings);
  return settings;
}

// Returns the file, or, where it cannot be read twice, a copy that can.
Result<Input> Rewindable(Input input) {
  struct stat status {};
  if (fstat(fileno(input.file()), &status) == 0 && S_ISREG(status.st_mode)) return input;
  OpenFile copy(std::tmpfile());
  char buffer[1 << 16];
  size_t count = 1;
  while (copy && count > 0) {
    count = std::fread(buffer, 1, sizeof(buffer), input.file());
    if (std::fwrite(buffer, 1, count, copy.get()) != count) copy.reset();
  }
  if (!copy || std::fflush(copy.get()) != 0) {
    return Failure{grpc::StatusCode::UNKNOWN,
                   "no room for a temporary copy of the input; name a larger folder in TMPDIR, or "
                   "import a file",
                   {}};
  }
  std::rewind(copy.get());
  return Input(std::move(copy));
}

// Returns the file's first bytes; it has to be rewound after that.
std::string HeadOf(std::FILE* file) {
  std::string head(kFormatHeadBytes, '\0');
  head.resize(std::fread(head.data(), 1, head.size(), file));
  return head;
}

// Shows how far the import is, where a person looks on.
Progress MakeProgress(const Environment& environment, std::string_view step, std::FILE* file) {
  if (!IsTerminal(environment.err)) return [](uint64_t, uint64_t) {};
  struct stat status {};
  const uint64_t size =
      fstat(fileno(file), &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
  const auto start = std::chrono::steady_clock::now();
  return [&environment, step, size, start](uint64_t entries, uint64_t bytes) {
    const ImportPoint point{entries, bytes, std::chrono::steady_clock::now() - start};
    ShowProgressLine(environment, ProgressLine(step, point, size));
  };
}

// The file of skipped entries: made with the first of them.
class SkippedFile {
 public:
  explicit SkippedFile(const std::string& path) : path_(path) {}

  Done Write(std::string_view bytes) {
    if (!file_) {
      auto created = NewFile::Create(path_);
      if (!created.ok()) return created.failure();
      file_.emplace(std::move(*created));
    }
    return file_->Write(bytes);
  }
  Done Commit() { return file_ ? file_->Commit() : Done(Nothing{}); }

 private:
  const std::string path_;
  std::optional<NewFile> file_;
};

// Runs the import once; the file of skipped entries takes its name when the run ends well.
Done RunStep(Session& session, const v1::ImportSettings& settings, std::string_view step,
             const ImportArguments& arguments, std::FILE* file, ImportReport& report) {
  std::rewind(file);
  const auto progress = MakeProgress(session.environment(), step, file);
  SkippedFile skipped(arguments.skipped);
  Done done = RunImport(
      session.client(), settings, file, progress,
      [&skipped](std::string_view bytes) { return skipped.Write(bytes); }, report);
  ClearProgressLine(session.environment());
  return done.ok() ? skipped.Commit() : done;
}

void SayProblems(Session& session, const ImportReport& report) {
  for (const v1::Problem& problem : report.problems) session.Say(ProblemText(problem));
  if (report.account.skipped() > report.problems.size()) {
    session.Say(fmt::format("and {} more", report.account.skipped() - report.problems.size()));
  }
}

void SaySkipped(Session& session, const ImportArguments& arguments, const ImportReport& report) {
  if (arguments.skipped.empty() || report.account.skipped() == 0) return;
  session.Say(fmt::format("{} skipped, written to '{}'; mend them there and import that file",
                          Counted(report.account.skipped(), "entry", "entries"),
                          arguments.skipped));
}

void PrintReport(Session& session, const ImportReport& report, bool json, bool stored) {
  if (!json) {
    const std::string table = TableText(report.format, report.table);
    if (!table.empty()) session.Say(table);
    const std::string languages = LanguagesText(report.languages);
    if (!languages.empty()) session.Say(languages);
    const std::string losses = LossesText("of the file, not taken over", report.losses);
    if (!losses.empty()) session.Say(losses);
    session.Print(AccountText(report.account, stored) + "\n");
    if (stored && report.account.stored() + report.account.merged() > 0) {
      session.Say(fmt::format("batch {}", report.batch_id));
    }
    return;
  }
  Json line = AccountJson(report.account);
  line["dry_run"] = !stored;
  line["problems"] = Json::array();
  for (const v1::Problem& problem : report.problems)
    line["problems"].push_back(ProblemJson(problem));
  if (!report.languages.empty()) line["languages"] = Json::array();
  for (const v1::FileLanguage& language : report.languages)
    line["languages"].push_back(FileLanguageJson(language));
  if (report.table.has_value()) line["table"] = TableFormJson(*report.table);
  if (!report.losses.empty()) line["losses"] = Json::array();
  for (const v1::Loss& loss : report.losses) line["losses"].push_back(LossJson(loss));
  line["batch_id"] = report.batch_id;
  line["revision"] = report.revision;
  session.Print(JsonLine(line));
}

// Ends an import that broke off, with the problems that were met.
int FailAfter(Session& session, const ImportReport& report, const Failure& failure) {
  SayProblems(session, report);
  return session.Fail(failure);
}

// Checks the whole file. Returns the exit code where that is the end of it: the file has problems,
// or nothing more was asked for.
std::optional<int> Check(Session& session, const ImportArguments& arguments,
                         v1::ImportSettings settings, std::FILE* file) {
  if (!arguments.dry_run) {  // The quick check; what is shown of a bad file takes the whole one.
    settings.set_check_only(true);
    ImportReport checked;
    const Done done = RunStep(session, settings, "checking:", arguments, file, checked);
    if (!done.ok()) return FailAfter(session, checked, done.failure());
    if (checked.account.skipped() == 0) return std::nullopt;
    settings.set_check_only(false);
  }
  settings.set_validate_only(true);
  ImportReport report;
  const Done done = RunStep(session, settings, "checking:", arguments, file, report);
  if (!done.ok()) return FailAfter(session, report, done.failure());
  const bool bad = report.account.skipped() > 0;
  const bool refused = bad && !arguments.skip_bad;
  if (!refused && !arguments.dry_run) return std::nullopt;
  SayProblems(session, report);
  SaySkipped(session, arguments, report);
  PrintReport(session, report, arguments.json, false);
  if (refused) {
    session.Say(fmt::format(
        "{} of {} wrong, so nothing was stored; mend what is wrong, or leave it out with "
        "--skip-bad",
        report.account.skipped(), Counted(report.account.entries(), "entry is", "entries are")));
  }
  return refused ? kExitFailed : kExitOk;
}

// Ends an import that broke off: what was stored, how to go on, why.
int BrokeOff(Session& session, const ImportReport& report, const Failure& failure) {
  if (report.account.entries() > 0) session.Say(AccountText(report.account, true));
  if (report.account.stored() + report.account.merged() > 0) {
    session.Say(
        fmt::format("to go on: the same command with --resume {}; to take it back: "
                    "dragoman undo {}",
                    report.batch_id, report.batch_id));
  }
  return FailAfter(session, report, failure);
}

int Run(Session& session, const ImportArguments& arguments) {
  const std::string problem = ProblemOf(arguments.resource);
  if (!problem.empty()) return session.Usage(problem);
  auto input = OpenInput(arguments.file, session.environment());
  if (!input.ok()) return session.Fail(input.failure());
  const bool check = arguments.dry_run || !arguments.skip_bad;
  auto file = Rewindable(std::move(*input));
  if (!file.ok()) return session.Fail(file.failure());
  auto format =
      FormatOf(arguments.file, arguments.format, HeadOf(file->file()), arguments.resource);
  if (!format.ok()) return session.Usage(format.failure().message);
  const v1::ImportSettings settings = MakeSettings(arguments, *format);
  if (check) {
    if (const auto code = Check(session, arguments, settings, file->file())) return *code;
  }
  ImportReport report;
  const Done done = RunStep(session, settings, "importing:", arguments, file->file(), report);
  if (!done.ok()) return BrokeOff(session, report, done.failure());
  SayProblems(session, report);
  SaySkipped(session, arguments, report);
  PrintReport(session, report, arguments.json, true);
  return report.account.skipped() > 0 && !arguments.skip_bad ? kExitFailed : kExitOk;
}

}  // namespace

void AddImportCommand(CLI::App& app, Commands& commands) {
  CLI::App& command = commands.Add(
      app, "import", "Read a file into a memory or glossary",
      "  dragoman import sentences.tsv --memory reports --columns en,ru,ur\n"
      "  dragoman import agency.tmx.gz --memory reports --columns en,ru-RU=ru\n"
      "  dragoman import report.docx.sdlxliff --memory reports\n"
      "  dragoman import titles.tsv --glossary titles --dry-run\n"
      "  dragoman import sheet.csv --memory reports --columns Original=en,Translation=ru\n"
      "  dragoman import iate.tbx --glossary titles --columns en,ru,ur\n"
      "  zcat big.tsv.gz | dragoman import - --memory reports --columns en,ru --skip-bad\n"
      "  dragoman import agency.tmx --memory reports --skipped wrong.tmx");
  auto arguments = std::make_shared<ImportArguments>();
  command.add_option("FILE", arguments->file, "The file; - is standard input")->required();
  AddResource(command, arguments->resource);
  AddFormat(command, arguments->format);
  AddList(
      command, "--columns", arguments->columns,
      "What the columns hold: language tags, or - for one to be left out; default: the first "
      "line says; NAME=COLUMN where it says NAME. TMX, TBX, XLIFF: the languages to read, as TAG "
      "or NAME=TAG to store one as another");
  AddDelimiter(command, arguments->delimiter, "default: what the first rows show");
  command.add_option("--encoding", arguments->encoding,
                     "Encoding of a table: UTF-8, UTF-16, UTF-16LE, UTF-16BE, windows-1251 or "
                     "windows-1256; default: what its first bytes show");
  command.add_flag("--raw", arguments->raw,
                   "Cells of CSV as they stand, with apostrophes before formulas");
  AddPolicy(command, arguments->policy);
  command.add_option("--key", arguments->key,
                     "Property whose value says which unit --policy is about: tuid (of TMX) or its "
                     "name; default: the same source in the same context");
  AddUnitFields(command, arguments->fields);
  command.add_option("--batch-id", arguments->batch_id, "Name of this import, kept in each entry");
  command
      .add_option("--resume", arguments->resume,
                  "Go on with this import, which was cut off; the whole file is sent again")
      ->excludes("--batch-id");
  command.add_option("--skipped", arguments->skipped,
                     "Write what is wrong, with the reasons, to this file; implies --skip-bad");
  command.add_option("--max-problems", arguments->max_problems, "Most problems to show (100)")
      ->check(CLI::Range(1, 10000));
  command.add_flag(
      "--in-order", arguments->in_order,
      "The entries are one text: neighbours are context, empty lines of TSV end a text");
  command.add_flag("--skip-bad", arguments->skip_bad,
                   "Store what is right although other entries are wrong");
  command.add_flag("--dry-run", arguments->dry_run, "Check only");
  AddJson(command, arguments->json);
  commands.OnRun(command, [arguments](Session& session) {
    arguments->skip_bad |= !arguments->skipped.empty();
    return Run(session, *arguments);
  });
}

}  // namespace dragoman
