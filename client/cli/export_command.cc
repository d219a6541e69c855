// dragoman export: writes a memory or glossary to a file or to standard output.
#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/file_format.h"
#include "client/cli/text_file.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct ExportArguments {
  Resource resource;
  std::optional<std::string> format;
  std::vector<std::string> columns;
  std::string style;
  std::string delimiter;
  bool raw = false;
  std::string output;
};

// What the server said at the end of the file.
struct ExportEnd {
  bool complete = false;
  uint64_t entries = 0;
  uint64_t skipped = 0;
  std::vector<v1::Loss> losses{};
};

// Hands the file's pieces to `write` until one fails.
Result<ExportEnd> Receive(Session& session, const v1::ExportRequest& request,
                          const std::function<Done(std::string_view)>& write) {
  ExportEnd end;
  Done written = Nothing{};
  const Done done = session.client().Export(request, [&](v1::ExportResponse& response) {
    end = {response.done(),
           response.entries(),
           response.skipped(),
           {response.losses().begin(), response.losses().end()}};
    written = write(response.data());
    return written.ok();
  });
  if (!written.ok()) return written.failure();
  if (!done.ok()) return done.failure();
  if (!end.complete) {
    return Failure{grpc::StatusCode::INTERNAL,
                   "the server ended the export before the end of the file; repeat it",
                   {}};
  }
  return end;
}

Result<ExportEnd> ExportToFile(Session& session, const v1::ExportRequest& request,
                               const std::string& path) {
  auto file = NewFile::Create(path);
  if (!file.ok()) return file.failure();
  auto end = Receive(session, request, [&](std::string_view bytes) { return file->Write(bytes); });
  if (!end.ok()) return end;
  const Done done = file->Commit();
  if (!done.ok()) return done.failure();
  return end;
}

Result<ExportEnd> ExportToOutput(Session& session, const v1::ExportRequest& request) {
  return Receive(session, request, [&](std::string_view bytes) -> Done {
    session.Print(bytes);
    return Nothing{};
  });
}

int Run(Session& session, const ExportArguments& arguments) {
  const std::string problem = ProblemOf(arguments.resource);
  if (!problem.empty()) return session.Usage(problem);
  auto format = FormatOf(arguments.output, arguments.format);
  if (!format.ok()) return session.Usage(format.failure().message);
  v1::ExportRequest request;
  request.set_parent(NameOf(arguments.resource));
  request.set_format(*format);
  for (const std::string& column : arguments.columns) request.add_columns(column);
  if (!arguments.style.empty()) {
    if (*format != v1::TBX) return session.Usage("--style is for TBX only");
    request.set_tbx_style(arguments.style == "dct" ? v1::DCT : v1::DCA);
  }
  request.set_delimiter(arguments.delimiter);
  request.set_raw_cells(arguments.raw);
  const bool to_file = !arguments.output.empty() && arguments.output != "-";
  auto end =
      to_file ? ExportToFile(session, request, arguments.output) : ExportToOutput(session, request);
  if (!end.ok()) return session.Fail(end.failure());
  if (to_file)
    session.Say(
        fmt::format("{} in '{}'", Counted(end->entries, "entry", "entries"), arguments.output));
  if (end->skipped > 0) {
    session.Say(
        fmt::format("entries that have too little of the columns, left out: {}", end->skipped));
  }
  const std::string losses = LossesText("kept in notes that other tools show as text", end->losses);
  if (!losses.empty()) session.Say(losses);
  return kExitOk;
}

}  // namespace

void AddExportCommand(CLI::App& app, Commands& commands) {
  CLI::App& command =
      commands.Add(app, "export", "Write a memory or glossary to a file",
                   "  dragoman export --memory reports --output reports.tsv\n"
                   "  dragoman export --memory reports --format tmx | gzip > r.tmx.gz\n"
                   "  dragoman export --glossary titles --output titles.tbx\n"
                   "  dragoman export --glossary titles --output titles.csv --delimiter semicolon\n"
                   "  dragoman export --memory reports --columns en,ur | head");
  auto arguments = std::make_shared<ExportArguments>();
  AddResource(command, arguments->resource);
  AddFormat(command, arguments->format);
  AddList(command, "--columns", arguments->columns,
          "Columns to write; default all there are. TMX, TBX: languages, in TMX the source first");
  command
      .add_option("--style", arguments->style,
                  "Of TBX: dca (attributes, default) or dct (elements)")
      ->check(CLI::IsMember({"dca", "dct"}));
  AddDelimiter(command, arguments->delimiter, "default comma");
  command.add_flag("--raw", arguments->raw,
                   "Cells of tables as they are, though spreadsheets take some for formulas");
  command.add_option("-o,--output", arguments->output,
                     "The file, replaced when complete; default standard output");
  commands.OnRun(command, [arguments](Session& session) { return Run(session, *arguments); });
}

}  // namespace dragoman
