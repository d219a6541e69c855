// Lookups through a server on this machine, the client beside it: what a lookup costs more than an
// empty call, and how many are served, alone, in batches and in streams. The same lookups in this
// process, and empty calls to the same server, are measured in the same run.
#include <thread>

#include "echo.grpc.pb.h"
#include "tests/bench/bench_main.h"
#include "tests/bench/engine.h"
#include "tests/bench/in_process.h"
#include "tests/bench/load.h"
#include "tests/bench/stream_client.h"
#include "tests/bench/wire.h"

namespace dragoman {
namespace {

using nlohmann::json;

constexpr int kThreshold = 70;
constexpr size_t kBatchQueries = 100;
constexpr size_t kStreamQueries = 25;
constexpr size_t kTurn = 50;  // Calls of one kind before those of the other.

struct Arguments {
  std::string server;
  std::string data;
  std::string log;
  std::string language = "en";
  std::string queries;
  double seconds = 3;
};

using Texts = std::vector<std::string>;

using EchoStub = bench::v1::EchoService::Stub;
using bench::v1::EchoRequest;
using bench::v1::EchoResponse;

std::vector<v1::LookupRequest> RequestsOf(const Texts& texts, const std::string& language) {
  const v1::LookupOptions options = WireOptions(language, kThreshold);
  std::vector<v1::LookupRequest> requests;
  for (const std::string& text : texts) requests.push_back(WireLookup(options, text));
  return requests;
}

Status EchoOnce(EchoStub& stub, std::vector<double>& micros) {
  grpc::ClientContext context;
  EchoResponse response;
  const auto start = BenchClock::now();
  RETURN_IF_ERROR(StatusOf(stub.Echo(&context, EchoRequest(), &response)));
  micros.push_back(MicrosSince(start));
  return absl::OkStatus();
}

// Round trips of empty calls and of lookups, in turns on one connection, one in flight.
StatusOr<json> RoundTrips(const std::string& address,
                          const std::vector<v1::LookupRequest>& requests) {
  const auto channel = NewChannel(address);
  EchoStub echo(channel);
  MemoryStub memories(channel);
  std::vector<double> echo_micros;
  std::vector<double> lookup_micros;
  std::vector<double> step_micros;
  for (size_t i = 0; i < requests.size(); ++i) {
    if (i % kTurn == 0) {
      for (size_t n = 0; n < kTurn; ++n) RETURN_IF_ERROR(EchoOnce(echo, echo_micros));
    }
    const auto start = BenchClock::now();
    ASSIGN_OR_RETURN(const v1::LookupResponse response, LookUp(memories, requests[i]));
    lookup_micros.push_back(MicrosSince(start));
    const v1::Timing& timing = response.timing();
    step_micros.push_back(timing.analyse_micros() + timing.search_micros() + timing.fetch_micros());
  }
  return json{{"echo", SummaryOf(echo_micros)},
              {"lookup", SummaryOf(lookup_micros)},
              {"lookup_steps", SummaryOf(step_micros)}};
}

// Connections of several clients, one each.
template <typename Service>
std::vector<std::shared_ptr<typename Service::Stub>> StubsOf(const std::string& address,
                                                             size_t count) {
  std::vector<std::shared_ptr<typename Service::Stub>> stubs;
  for (size_t i = 0; i < count; ++i) {
    stubs.push_back(std::make_shared<typename Service::Stub>(NewChannel(address)));
  }
  return stubs;
}

StatusOr<json> EchoLoad(const ServerProcess& server, size_t clients, double seconds) {
  const std::vector<EchoRequest> requests(1);
  const auto stubs = StubsOf<bench::v1::EchoService>(server.address(), clients);
  const auto call_of = [stubs](size_t i) -> UnaryClient<EchoRequest, EchoResponse>::Call {
    return [stub = stubs[i]](auto* context, auto* request, auto* response, auto done) {
      stub->async()->Echo(context, request, response, std::move(done));
    };
  };
  return MeasureLoad(server.pid(), seconds,
                     UnaryClients<EchoRequest, EchoResponse>(clients, requests, 1, call_of));
}

StatusOr<json> UnaryLoad(const ServerProcess& server, size_t clients,
                         const std::vector<v1::LookupRequest>& requests, double seconds) {
  using Client = UnaryClient<v1::LookupRequest, v1::LookupResponse>;
  const auto stubs = StubsOf<v1::MemoryService>(server.address(), clients);
  const auto call_of = [stubs](size_t i) -> Client::Call {
    return [stub = stubs[i]](auto* context, auto* request, auto* response, auto done) {
      stub->async()->Lookup(context, request, response, std::move(done));
    };
  };
  return MeasureLoad(
      server.pid(), seconds,
      UnaryClients<v1::LookupRequest, v1::LookupResponse>(clients, requests, 1, call_of));
}

std::vector<v1::BatchLookupRequest> BatchesOf(const std::vector<v1::LookupRequest>& requests) {
  std::vector<v1::BatchLookupRequest> batches(std::max<size_t>(requests.size() / kBatchQueries, 1));
  for (size_t i = 0; i < batches.size() * kBatchQueries; ++i) {
    const v1::LookupRequest& request = requests[i % requests.size()];
    v1::BatchLookupRequest& batch = batches[i / kBatchQueries];
    *batch.mutable_options() = request.options();
    *batch.add_queries() = request.query();
  }
  return batches;
}

StatusOr<json> BatchLoad(const ServerProcess& server, size_t clients,
                         const std::vector<v1::LookupRequest>& requests, double seconds) {
  using Client = UnaryClient<v1::BatchLookupRequest, v1::BatchLookupResponse>;
  const std::vector<v1::BatchLookupRequest> batches = BatchesOf(requests);
  const auto stubs = StubsOf<v1::MemoryService>(server.address(), clients);
  const auto call_of = [stubs](size_t i) -> Client::Call {
    return [stub = stubs[i]](auto* context, auto* request, auto* response, auto done) {
      stub->async()->BatchLookup(context, request, response, std::move(done));
    };
  };
  return MeasureLoad(server.pid(), seconds,
                     UnaryClients<v1::BatchLookupRequest, v1::BatchLookupResponse>(
                         clients, batches, kBatchQueries, call_of));
}

StatusOr<json> StreamLoad(const ServerProcess& server, size_t count,
                          const std::vector<v1::LookupRequest>& requests, size_t per_message,
                          double seconds) {
  const auto stubs = StubsOf<v1::MemoryService>(server.address(), count);
  return MeasureLoad(server.pid(), seconds, [&](const SharedTally& tally) -> std::function<void()> {
    auto clients = std::make_shared<std::vector<std::unique_ptr<StreamClient>>>();
    for (size_t i = 0; i < count; ++i) {
      const size_t first = i * requests.size() / count;
      clients->push_back(
          std::make_unique<StreamClient>(tally, stubs[i], requests, first, per_message));
    }
    for (const auto& client : *clients) client->Begin();
    return [clients, tally] { AwaitClients(*tally); };
  });
}

using LoadOf = std::function<StatusOr<json>(size_t clients)>;

// Measures one kind of call with several numbers of clients.
Status AddLoads(json& rows, const std::string& kind, std::initializer_list<size_t> client_counts,
                const LoadOf& load) {
  for (size_t clients : client_counts) {
    ASSIGN_OR_RETURN(json row, load(clients));
    row["kind"] = kind;
    row["clients"] = clients;
    rows.push_back(std::move(row));
  }
  return absl::OkStatus();
}

StatusOr<json> Served(const Arguments& arguments, const std::vector<v1::LookupRequest>& requests) {
  ASSIGN_OR_RETURN(const auto server,
                   ServerProcess::Start({arguments.server, arguments.data, arguments.log}));
  ASSIGN_OR_RETURN(json warm, RoundTrips(server->address(), requests));
  json result;
  ASSIGN_OR_RETURN(result["round_trips"], RoundTrips(server->address(), requests));
  const double seconds = arguments.seconds;
  json& loads = result["loads"] = json::array();
  RETURN_IF_ERROR(AddLoads(loads, "echo", {1, 2, 8},
                           [&](size_t clients) { return EchoLoad(*server, clients, seconds); }));
  RETURN_IF_ERROR(AddLoads(loads, "unary", {1, 2, 8}, [&](size_t clients) {
    return UnaryLoad(*server, clients, requests, seconds);
  }));
  RETURN_IF_ERROR(AddLoads(loads, "batch", {1, 2, 4}, [&](size_t clients) {
    return BatchLoad(*server, clients, requests, seconds);
  }));
  RETURN_IF_ERROR(AddLoads(loads, "stream", {1, 2, 4}, [&](size_t clients) {
    return StreamLoad(*server, clients, requests, 1, seconds);
  }));
  RETURN_IF_ERROR(AddLoads(loads, "stream of 25", {1, 2, 4}, [&](size_t clients) {
    return StreamLoad(*server, clients, requests, kStreamQueries, seconds);
  }));
  RETURN_IF_ERROR(server->Stop());
  return result;
}

// Returns two measurements of the same as one: their means.
json MeanOf(const json& first, const json& second) {
  json mean = first;
  for (const char* threads : {"one_thread", "two_threads"}) {
    for (const char* figure : {"per_second", "cpu_micros"}) {
      mean[threads][figure] =
          (first[threads][figure].get<double>() + second[threads][figure].get<double>()) / 2;
    }
  }
  return mean;
}

StatusOr<json> Run(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const Texts texts, ReadQueries(arguments.queries));
  const std::vector<v1::LookupRequest> requests = RequestsOf(texts, arguments.language);
  json result = {{"threshold", kThreshold}, {"cores", std::thread::hardware_concurrency()}};
  // Before and after what is compared with it: a machine's speed drifts within minutes.
  const auto in_process = [&] {
    return MeasureInProcess(arguments.data, requests, arguments.seconds);
  };
  ASSIGN_OR_RETURN(const json before, in_process());
  ASSIGN_OR_RETURN(result["served"], Served(arguments, requests));
  ASSIGN_OR_RETURN(const json after, in_process());
  result["in_process"] = MeanOf(before, after);
  return result;
}

void AddOptions(CLI::App& app, Arguments& arguments) {
  app.add_option("--server", arguments.server, "The program dragomand_with_echo")->required();
  app.add_option("--data", arguments.data, "Folder of the store")->required();
  app.add_option("--log", arguments.log, "File for the server's log")->required();
  app.add_option("--language", arguments.language, "Source language");
  app.add_option("--queries", arguments.queries, "File of queries, one a line")->required();
  app.add_option("--seconds", arguments.seconds, "Length of each measurement of a rate");
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  dragoman::Arguments arguments;
  return dragoman::BenchMain(
      argc, argv,
      {.name = "served_bench",
       .about = "Lookups through a server, beside empty calls and lookups in process.",
       .add_options = [&](CLI::App& app) { dragoman::AddOptions(app, arguments); },
       .run = [&] { return dragoman::Run(arguments); }});
}
