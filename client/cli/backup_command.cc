// dragoman backup: backups of all that the server stores, made, listed, verified, deleted.
#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/json_output.h"
#include "client/cli/labels.h"
#include "client/cli/progress_line.h"
#include "client/cli/text_output.h"

namespace dragoman {
namespace {

struct BackupArguments {
  uint32_t id = 0;
  uint32_t keep = 0;
  bool json = false;
};

constexpr double kMB = 1'000'000;

std::string PointText(const v1::BackupPoint& point) {
  return fmt::format("  {} at revision {}\n", point.name(), point.revision());
}

// Returns one line, e.g. "backup 3  2026-11-27T10:05:00Z  120.5 MB, 2.1 MB of its own".
std::string BackupLine(const v1::Backup& backup) {
  return fmt::format("backup {}  {}  {:.1f} MB, {:.1f} MB of its own\n", backup.id(),
                     TimeLabel(backup.create_time()), backup.bytes() / kMB,
                     backup.own_bytes() / kMB);
}

Json BackupJson(const v1::Backup& backup) {
  Json json = {{"id", backup.id()},
               {"create_time", TimeLabel(backup.create_time())},
               {"bytes", backup.bytes()},
               {"own_bytes", backup.own_bytes()},
               {"points", Json::array()}};
  for (const v1::BackupPoint& point : backup.points()) {
    json["points"].push_back({{"name", point.name()}, {"revision", point.revision()}});
  }
  return json;
}

void PrintBackup(Session& session, const v1::Backup& backup, bool json) {
  if (json) return session.Print(JsonLine(BackupJson(backup)));
  session.Print(BackupLine(backup));
  for (const v1::BackupPoint& point : backup.points()) session.Print(PointText(point));
}

int Create(Session& session, const BackupArguments& arguments) {
  v1::Backup backup;
  const Done done = session.client().CreateBackup({}, [&](v1::CreateBackupResponse& response) {
    ShowProgressLine(session.environment(),
                     fmt::format("backing up: {:.0f} MB copied", response.copied_bytes() / kMB));
    if (response.has_backup()) backup.Swap(response.mutable_backup());
    return true;
  });
  ClearProgressLine(session.environment());
  if (!done.ok()) return session.Fail(done.failure());
  PrintBackup(session, backup, arguments.json);
  return kExitOk;
}

int List(Session& session, const BackupArguments& arguments) {
  auto reply = session.client().ListBackups({});
  if (!reply.ok()) return session.Fail(reply.failure());
  Json list = Json::array();
  for (const v1::Backup& backup : reply->backups()) {
    if (arguments.json) list.push_back(BackupJson(backup));
    if (!arguments.json) session.Print(BackupLine(backup));
  }
  if (arguments.json) session.Print(JsonLine({{"backups", list}}));
  return kExitOk;
}

int Verify(Session& session, const BackupArguments& arguments) {
  v1::VerifyBackupRequest request;
  request.set_id(arguments.id);
  v1::Backup backup;
  const Done done = session.client().VerifyBackup(request, [&](v1::VerifyBackupResponse& response) {
    backup.Swap(response.mutable_backup());
    return true;
  });
  if (!done.ok()) return session.Fail(done.failure());
  PrintBackup(session, backup, arguments.json);
  return kExitOk;
}

int Trim(Session& session, const BackupArguments& arguments) {
  v1::TrimBackupsRequest request;
  request.set_keep(arguments.keep);
  auto reply = session.client().TrimBackups(request);
  if (!reply.ok()) return session.Fail(reply.failure());
  session.Print(arguments.json
                    ? JsonLine({{"deleted", reply->deleted()}})
                    : fmt::format("{} deleted\n", Counted(reply->deleted(), "backup", "backups")));
  return kExitOk;
}

}  // namespace

void AddBackupCommands(CLI::App& app, Commands& commands) {
  auto arguments = std::make_shared<BackupArguments>();
  CLI::App& group = commands.AddGroup(app, "backup",
                                      "Backups of all that the server stores (restore: dragomand)");
  CLI::App& create = commands.Add(group, "create", "Make a backup and read it again",
                                  "  dragoman backup create\n"
                                  "  dragomand restore --backups DIR --data NEW   use it");
  AddJson(create, arguments->json);
  commands.OnRun(create, [arguments](Session& session) { return Create(session, *arguments); });

  CLI::App& list = commands.Add(group, "list", "List the backups, oldest first",
                                "  dragoman backup list --json");
  AddJson(list, arguments->json);
  commands.OnRun(list, [arguments](Session& session) { return List(session, *arguments); });

  CLI::App& verify = commands.Add(group, "verify", "Read a backup and compare its checksums",
                                  "  dragoman backup verify\n  dragoman backup verify 3");
  verify.add_option("ID", arguments->id, "Its number; default the newest");
  AddJson(verify, arguments->json);
  commands.OnRun(verify, [arguments](Session& session) { return Verify(session, *arguments); });

  CLI::App& trim = commands.Add(group, "trim", "Delete all but the newest backups",
                                "  dragoman backup trim --keep 7");
  trim.add_option("--keep", arguments->keep, "How many stay")
      ->required()
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  AddJson(trim, arguments->json);
  commands.OnRun(trim, [arguments](Session& session) { return Trim(session, *arguments); });
}

}  // namespace dragoman
