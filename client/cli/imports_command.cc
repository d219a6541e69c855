// dragoman imports, dragoman undo: which imports there were, and one of them taken back.
#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/file_format.h"
#include "client/cli/json_output.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct ImportsArguments {
  Resource resource;
  std::string batch_id;
  bool json = false;
};

// Entries that are named when an undo leaves them; all are counted.
constexpr int kMostShown = 100;

int List(Session& session, const ImportsArguments& arguments) {
  const std::string problem = ProblemOf(arguments.resource);
  if (!problem.empty()) return session.Usage(problem);
  v1::ListImportsRequest request;
  request.set_parent(NameOf(arguments.resource));
  Json list = Json::array();
  do {
    auto page = session.client().ListImports(request);
    if (!page.ok()) return session.Fail(page.failure());
    for (const v1::ImportBatch& import : page->imports()) {
      if (arguments.json) list.push_back(ImportBatchJson(import));
      if (!arguments.json) session.Print(ImportBatchText(import));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (arguments.json) session.Print(JsonLine({{"imports", list}}));
  return kExitOk;
}

Json UndoJson(const ImportsArguments& arguments, const v1::UndoImportResponse& end,
              const std::vector<v1::LeftEntry>& left) {
  Json line = UndoAccountJson(end.account());
  line["batch_id"] = arguments.batch_id;
  line["revision"] = end.revision();
  line["left_entries"] = Json::array();
  for (const v1::LeftEntry& entry : left) {
    line["left_entries"].push_back({{"name", entry.name()}, {"deleted", entry.deleted()}});
  }
  return line;
}

void PrintUndo(Session& session, const ImportsArguments& arguments,
               const v1::UndoImportResponse& end, const std::vector<v1::LeftEntry>& left) {
  if (arguments.json) return session.Print(JsonLine(UndoJson(arguments, end, left)));
  int shown = 0;
  for (const v1::LeftEntry& entry : left) {
    if (++shown > kMostShown) break;
    session.Say(fmt::format("left as it is: {}, which was {} after the import", entry.name(),
                            entry.deleted() ? "deleted" : "changed"));
  }
  if (left.size() > kMostShown) session.Say(fmt::format("and {} more", left.size() - kMostShown));
  session.Print(UndoText(end.account()) + "\n");
}

int Undo(Session& session, const ImportsArguments& arguments) {
  const std::string problem = ProblemOf(arguments.resource);
  if (!problem.empty()) return session.Usage(problem);
  v1::UndoImportRequest request;
  request.set_parent(NameOf(arguments.resource));
  request.set_batch_id(arguments.batch_id);
  v1::UndoImportResponse end;
  std::vector<v1::LeftEntry> left;
  const Done done = session.client().UndoImport(request, [&](v1::UndoImportResponse& response) {
    left.insert(left.end(), response.left().begin(), response.left().end());
    end = response;
    return true;
  });
  if (!done.ok()) return session.Fail(done.failure());
  if (!end.done()) {
    return session.Fail({grpc::StatusCode::INTERNAL,
                         "the server ended the undo before its end; repeat it to go on",
                         {}});
  }
  PrintUndo(session, arguments, end, left);
  return kExitOk;
}

}  // namespace

void AddImportsCommands(CLI::App& app, Commands& commands) {
  auto arguments = std::make_shared<ImportsArguments>();
  CLI::App& list = commands.Add(app, "imports", "List the imports of a memory or glossary",
                                "  dragoman imports --memory reports\n"
                                "  dragoman imports --glossary titles --json");
  AddResource(list, arguments->resource);
  AddJson(list, arguments->json);
  commands.OnRun(list, [arguments](Session& session) { return List(session, *arguments); });

  CLI::App& undo =
      commands.Add(app, "undo", "Take back a whole import",
                   "  dragoman undo import-20261123T100500Z-1a2b3c4d --memory reports");
  undo.add_option("BATCH", arguments->batch_id, "The import, as 'dragoman imports' names it")
      ->required();
  AddResource(undo, arguments->resource);
  AddJson(undo, arguments->json);
  commands.OnRun(undo, [arguments](Session& session) { return Undo(session, *arguments); });
}

}  // namespace dragoman
