// A memory in use: lookups and single writes at a translator's pace, first with nothing else going
// on, then beside an import that runs at full speed. Each unit written must be found by the lookup
// that follows its acknowledgement.
#include <atomic>
#include <thread>

#include "tests/bench/bench_main.h"
#include "tests/bench/engine.h"
#include "tests/bench/process.h"
#include "tests/bench/samples.h"
#include "tests/bench/wire.h"

namespace dragoman {
namespace {

using nlohmann::json;

constexpr auto kLookupPace = std::chrono::milliseconds(2);
constexpr auto kWritePace = std::chrono::milliseconds(20);

struct Arguments {
  std::string server;
  std::string client;
  std::string data;
  std::string log;
  std::string units;
  std::string first = "en";
  std::string second = "ru";
  std::string queries;
  double idle_seconds = 4;
};

using Texts = std::vector<std::string>;

// What one client saw. `status` is that of its last call.
struct Seen {
  Status status;
  std::vector<double> lookup_micros;
  std::vector<double> write_micros;
  uint64_t not_found = 0;  // Written, acknowledged, and not in the answer of the next lookup.
};

// Runs `step` every `pace` until `ending`. A step that takes longer delays the next one.
template <typename Step>
void Repeat(std::chrono::milliseconds pace, const std::atomic<bool>& ending, Seen& seen,
            const Step& step) {
  auto next = BenchClock::now();
  for (size_t i = 0; !ending && seen.status.ok(); ++i) {
    seen.status = step(i);
    next = std::max(next + pace, BenchClock::now());
    std::this_thread::sleep_until(next);
  }
}

void LookUpAtPace(const std::string& address, const Arguments& arguments, const Texts& texts,
                  const std::atomic<bool>& ending, Seen& seen) {
  MemoryStub stub(NewChannel(address));
  const v1::LookupOptions options = WireOptions(arguments.first, 70);
  Repeat(kLookupPace, ending, seen, [&](size_t i) {
    const v1::LookupRequest request = WireLookup(options, texts[i % texts.size()]);
    const auto start = BenchClock::now();
    Status status = LookUp(stub, request).status();
    seen.lookup_micros.push_back(MicrosSince(start));
    return status;
  });
}

// Writes one unit and looks it up.
Status WriteAndFind(MemoryStub& stub, const Arguments& arguments, const std::string& text,
                    Seen& seen) {
  const auto start = BenchClock::now();
  ASSIGN_OR_RETURN(const std::string name,
                   WriteUnit(stub, arguments.first, text, arguments.second, text));
  seen.write_micros.push_back(MicrosSince(start));
  ASSIGN_OR_RETURN(const v1::LookupResponse response,
                   LookUp(stub, WireLookup(WireOptions(arguments.first, 100), text)));
  bool found = false;
  for (const v1::Match& match : response.matches()) found |= match.unit() == name;
  seen.not_found += !found;
  return absl::OkStatus();
}

void WriteAtPace(const std::string& address, const Arguments& arguments, const Texts& texts,
                 const std::string& phase, const std::atomic<bool>& ending, Seen& seen) {
  MemoryStub stub(NewChannel(address));
  Repeat(kWritePace, ending, seen, [&](size_t i) {
    const std::string text = fmt::format("{} {} {}", texts[i % texts.size()], phase, i);
    return WriteAndFind(stub, arguments, text, seen);
  });
}

// Lets both clients work while `task` runs.
StatusOr<json> MeasureWhile(const std::string& phase, const std::string& address,
                            const Arguments& arguments, const Texts& texts,
                            const std::function<Status()>& task) {
  std::atomic<bool> ending = false;
  Seen reader;
  Seen writer;
  std::thread lookups([&] { LookUpAtPace(address, arguments, texts, ending, reader); });
  std::thread writes([&] { WriteAtPace(address, arguments, texts, phase, ending, writer); });
  const auto start = BenchClock::now();
  const Status status = task();
  const double seconds = SecondsSince(start);
  ending = true;
  lookups.join();
  writes.join();
  RETURN_IF_ERROR(status);
  RETURN_IF_ERROR(reader.status);
  RETURN_IF_ERROR(writer.status);
  return json{{"seconds", seconds},
              {"lookup", SummaryOf(reader.lookup_micros)},
              {"write", SummaryOf(writer.write_micros)},
              {"not_found", writer.not_found}};
}

Status ImportFile(const Arguments& arguments, const std::string& address) {
  ASSIGN_OR_RETURN(
      const auto client,
      Process::Start({arguments.client, "--server", address, "import", arguments.units, "--memory",
                      std::string(kBenchMemory).substr(9), "--policy", "add", "--skip-bad"},
                     arguments.log));
  const int code = client->Wait().exit_code;
  if (code != 0) return Error(StatusCode::kInternal, "the import ended with {}", code);
  return absl::OkStatus();
}

StatusOr<json> Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Texts texts, ReadQueries(arguments.queries));
  ASSIGN_OR_RETURN(const auto server,
                   ServerProcess::Start({arguments.server, arguments.data, arguments.log}));
  MemoryStub stub(NewChannel(server->address()));
  for (const std::string& text : texts) {
    RETURN_IF_ERROR(LookUp(stub, WireLookup(WireOptions(arguments.first, 70), text)).status());
  }
  json result;
  ASSIGN_OR_RETURN(
      result["idle"], MeasureWhile("idle", server->address(), arguments, texts, [&] {
        std::this_thread::sleep_for(std::chrono::duration<double>(arguments.idle_seconds));
        return absl::OkStatus();
      }));
  ASSIGN_OR_RETURN(const uint64_t before, UnitCount(stub));
  ASSIGN_OR_RETURN(result["importing"],
                   MeasureWhile("importing", server->address(), arguments, texts,
                                [&] { return ImportFile(arguments, server->address()); }));
  ASSIGN_OR_RETURN(const uint64_t after, UnitCount(stub));
  result["units_before"] = before;
  result["units_added"] = after - before - result["importing"]["write"]["count"].get<uint64_t>();
  RETURN_IF_ERROR(server->Stop());
  return result;
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--server", arguments.server, "The program dragomand")->required();
  app.add_option("--client", arguments.client, "The program dragoman")->required();
  app.add_option("--data", arguments.data, "Folder of a store with the memory")->required();
  app.add_option("--log", arguments.log, "File for what both programs say")->required();
  app.add_option("--units", arguments.units, "TSV file of further units")->required();
  app.add_option("--first", arguments.first, "Language of the queries");
  app.add_option("--second", arguments.second, "The other language of the units written");
  app.add_option("--queries", arguments.queries, "File of queries, one a line")->required();
  app.add_option("--idle-seconds", arguments.idle_seconds, "Length of the first part");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "live_bench",
       .about = "Lookups and writes at a steady pace, alone and beside an import.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
