// An import through server and client as users run them, and what comes of it: rate, memory, disk,
// whether everything is there after kill -9, and the time from a start to the first answer.
#include <fstream>

#include "server/exchange/tsv.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/engine.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"
#include "tests/bench/wire.h"

namespace dragoman {
namespace {

using nlohmann::json;

constexpr int kSmallCacheMib = 1;

struct Arguments {
  std::string server;
  std::string client;
  std::string data;
  std::string log;
  std::string units;
  std::string first = "en";
  std::string language = "en";
  std::string queries;
  int settle_seconds = 6;
};

using Texts = std::vector<std::string>;

ServerCommand CommandOf(const Arguments& arguments) {
  return {arguments.server, arguments.data, arguments.log};
}

json ResidentJson(const Resident& resident) {
  return {{"anonymous", resident.anonymous}, {"file", resident.file}, {"peak", resident.peak}};
}

// Looks every text up, which brings into memory what lookups use.
Status LookUpAll(const std::string& address, const Arguments& arguments, const Texts& texts) {
  MemoryStub stub(NewChannel(address));
  const v1::LookupOptions options = WireOptions(arguments.language, 70);
  for (const std::string& text : texts) {
    RETURN_IF_ERROR(LookUp(stub, WireLookup(options, text)).status());
  }
  return absl::OkStatus();
}

// Returns the first text of the file's last unit: what must be found once the import has ended.
StatusOr<std::string> LastText(const std::string& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);) last = line;
  if (last.empty()) return Error(StatusCode::kNotFound, "'{}' holds no units", path);
  return Unescape(last.substr(0, last.find('\t')));
}

Status CreateMemory(const ServerProcess& server) {
  MemoryStub stub(NewChannel(server.address()));
  return CreateBenchMemory(stub);
}

// Imports the file with the command-line client.
StatusOr<json> ImportFile(const Arguments& arguments, const ServerProcess& server) {
  MemoryStub stub(NewChannel(server.address()));
  const std::string memory = std::string(kBenchMemory).substr(9);
  const double server_cpu = CpuSecondsOf(server.pid());
  const auto start = BenchClock::now();
  ASSIGN_OR_RETURN(
      const auto client,
      Process::Start({arguments.client, "--server", server.address(), "import", arguments.units,
                      "--memory", memory, "--policy", "add", "--skip-bad"},
                     arguments.log));
  const ProcessEnd end = client->Wait();
  const double seconds = SecondsSince(start);
  if (end.exit_code != 0) {
    return Error(StatusCode::kInternal, "the import ended with {}; see {}", end.exit_code,
                 arguments.log);
  }
  ASSIGN_OR_RETURN(const uint64_t units, UnitCount(stub));
  ASSIGN_OR_RETURN(const std::string last, LastText(arguments.units));
  ASSIGN_OR_RETURN(const v1::LookupResponse found,
                   LookUp(stub, WireLookup(WireOptions(arguments.first, 100), last)));
  return json{{"units", units},
              {"seconds", seconds},
              {"per_second", static_cast<double>(units) / seconds},
              {"last_found", found.matches_size() > 0},
              {"client_cpu_seconds", end.cpu_seconds},
              {"server_cpu_seconds", CpuSecondsOf(server.pid()) - server_cpu},
              {"resident", ResidentJson(ResidentOf(server.pid()))}};
}

// A server that was just started, and how long it took.
struct Started {
  std::unique_ptr<ServerProcess> server;
  double seconds = 0;
  uint64_t units = 0;

  json Figures() const { return {{"seconds", seconds}, {"units", units}}; }
};

// Looks up until the server has its index.
Status FirstLookup(MemoryStub& stub, const v1::LookupRequest& request) {
  Status status = LookUp(stub, request).status();
  while (status.code() == StatusCode::kUnavailable) {
    absl::SleepFor(absl::Milliseconds(5));
    status = LookUp(stub, request).status();
  }
  return status;
}

// Waits until the server has merged its index files: nothing changed for the time given.
void AwaitMerges(const Arguments& arguments) {
  const absl::Duration quiet = absl::Seconds(arguments.settle_seconds);
  absl::Time changed = absl::Now();
  for (uint64_t index = 0; absl::Now() - changed < quiet;) {
    const uint64_t now = DiskUseOf(arguments.data).index;
    if (now != index) changed = absl::Now();
    index = now;
    absl::SleepFor(absl::Milliseconds(50));
  }
}

// Starts the server and waits for the first answer to a lookup.
StatusOr<Started> StartToFirstLookup(const Arguments& arguments, const ServerCommand& command,
                                     const std::string& text) {
  Started started;
  const auto start = BenchClock::now();
  ASSIGN_OR_RETURN(started.server, ServerProcess::Start(command));
  MemoryStub stub(NewChannel(started.server->address()));
  RETURN_IF_ERROR(FirstLookup(stub, WireLookup(WireOptions(arguments.language, 70), text)));
  started.seconds = SecondsSince(start);
  ASSIGN_OR_RETURN(started.units, UnitCount(stub));
  return started;
}

// What lookups keep in memory, with the least cache of the store: the index, not units.
StatusOr<json> ResidentInUse(const Arguments& arguments, const Texts& texts) {
  ServerCommand command = CommandOf(arguments);
  command.cache_mib = kSmallCacheMib;
  ASSIGN_OR_RETURN(const Started started, StartToFirstLookup(arguments, command, texts[0]));
  RETURN_IF_ERROR(LookUpAll(started.server->address(), arguments, texts));
  const json in_use = ResidentJson(ResidentOf(started.server->pid()));
  RETURN_IF_ERROR(started.server->Stop());
  return in_use;
}

StatusOr<json> Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Texts texts, ReadQueries(arguments.queries));
  json result;
  {
    ASSIGN_OR_RETURN(const auto server, ServerProcess::Start(CommandOf(arguments)));
    RETURN_IF_ERROR(CreateMemory(*server));
    RETURN_IF_ERROR(LookUpAll(server->address(), arguments, texts));
    result["empty"] = ResidentJson(ResidentOf(server->pid()));
    ASSIGN_OR_RETURN(result["import"], ImportFile(arguments, *server));
    server->Kill();
  }
  ASSIGN_OR_RETURN(const Started after_kill,
                   StartToFirstLookup(arguments, CommandOf(arguments), texts[0]));
  result["start_after_kill"] = after_kill.Figures();
  RETURN_IF_ERROR(after_kill.server->Stop());
  ASSIGN_OR_RETURN(const Started after_stop,
                   StartToFirstLookup(arguments, CommandOf(arguments), texts[0]));
  result["start_after_stop"] = after_stop.Figures();
  AwaitMerges(arguments);
  RETURN_IF_ERROR(LookUpAll(after_stop.server->address(), arguments, texts));
  result["resident"] = ResidentJson(ResidentOf(after_stop.server->pid()));
  RETURN_IF_ERROR(after_stop.server->Stop());
  const DiskUse disk = DiskUseOf(arguments.data);
  result["disk"] = {{"store", disk.store}, {"index", disk.index}};
  ASSIGN_OR_RETURN(result["resident_small_cache"], ResidentInUse(arguments, texts));
  return result;
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--server", arguments.server, "The program dragomand")->required();
  app.add_option("--client", arguments.client, "The program dragoman")->required();
  app.add_option("--data", arguments.data, "Folder of the store; must not exist")->required();
  app.add_option("--log", arguments.log, "File for what both programs say")->required();
  app.add_option("--units", arguments.units, "TSV file of units")->required();
  app.add_option("--first", arguments.first, "Language of the first column of the units");
  app.add_option("--language", arguments.language, "Language of the queries");
  app.add_option("--queries", arguments.queries, "File of queries, one a line")->required();
  app.add_option("--settle-seconds", arguments.settle_seconds,
                 "Go on when no index file has changed for so long");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "import_bench",
       .about = "An import, what it leaves in memory and on disk, and starts after it.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
