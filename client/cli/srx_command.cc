// dragoman srx: the server's sentence rules as files for other tools.
#include "client/cli/command.h"
#include "client/cli/text_file.h"

namespace dragoman {
namespace {

struct SrxExportArguments {
  std::string language;
  std::string file;
};

int Export(Session& session, const SrxExportArguments& arguments) {
  v1::ExportSentenceRulesRequest request;
  request.set_language(arguments.language);
  auto reply = session.client().ExportSentenceRules(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  if (arguments.file.empty()) {
    session.Print(reply->srx());
    return kExitOk;
  }
  const Done done = WriteTextFile(arguments.file, reply->srx());
  return done.ok() ? kExitOk : session.Fail(done.failure());
}

}  // namespace

void AddSrxCommands(CLI::App& app, Commands& commands) {
  CLI::App& group = commands.AddGroup(app, "srx", "Sentence rules as SRX files");
  CLI::App& command =
      commands.Add(group, "export", "Write the server's own sentence rules as SRX 2.0",
                   "  dragoman srx export -o dragoman.srx\n"
                   "  dragoman srx export --lang ru > russian.srx");
  auto arguments = std::make_shared<SrxExportArguments>();
  command.add_option("--lang", arguments->language, "en, ru or ur alone; default all in one file");
  command.add_option("-o,--output", arguments->file, "File to write; default standard output")
      ->type_name("FILE");
  commands.OnRun(command, [arguments](Session& session) { return Export(session, *arguments); });
}

}  // namespace dragoman
