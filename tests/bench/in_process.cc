#include "tests/bench/in_process.h"

#include <thread>

#include "server/service/convert_lookup.h"
#include "server/service/lookup_calls.h"
#include "tests/bench/engine.h"
#include "tests/bench/samples.h"

namespace dragoman {
namespace {

using nlohmann::json;
using Requests = std::vector<v1::LookupRequest>;

// What one thread did.
struct Work {
  Status status;
  double lookups = 0;
  double cpu_micros = 0;
};

// Looks the texts of the requests up, from the `first` on, until `seconds` have passed.
Work LookUpFor(const Registry& registry, const LookupOptions& options, const Requests& requests,
               size_t first, double seconds) {
  Work work;
  const double cpu_begin = ThreadCpuMicros();
  const auto start = BenchClock::now();
  for (size_t i = first; SecondsSince(start) < seconds && work.status.ok(); ++i) {
    LookupQuery query;
    query.segment.text = requests[i % requests.size()].query().segment().text();
    work.status = Lookup(registry, options, query, {}).status();
    ++work.lookups;
  }
  work.cpu_micros = ThreadCpuMicros() - cpu_begin;
  return work;
}

StatusOr<json> MeasureRate(const Registry& registry, const Requests& requests, size_t thread_count,
                           double seconds) {
  ASSIGN_OR_RETURN(const LookupOptions options, LookupOptionsOf(requests[0].options()));
  std::vector<Work> works(thread_count);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < thread_count; ++t) {
    threads.emplace_back([&, t] {
      const size_t first = t * requests.size() / thread_count;
      works[t] = LookUpFor(registry, options, requests, first, seconds);
    });
  }
  for (std::thread& thread : threads) thread.join();
  Work whole;
  for (const Work& work : works) {
    RETURN_IF_ERROR(work.status);
    whole.lookups += work.lookups;
    whole.cpu_micros += work.cpu_micros;
  }
  return json{{"threads", thread_count},
              {"per_second", whole.lookups / seconds},
              {"cpu_micros", whole.cpu_micros / whole.lookups}};
}

// What a call is made on, without a server around it. Its pools stay idle.
struct Surroundings {
  Surroundings(Registry& registry, Access& access)
      : gate(access, quotas, kLocalCaller, false), backend{registry,  access,  gate, requests,
                                                           documents, imports, calls} {}

  Quotas quotas{{}};
  Gate gate;
  Pool requests{1, 1};
  Pool documents{1, 1};
  Pool imports{1, 1};
  Calls calls{std::chrono::milliseconds(0)};
  Backend backend;
};

// Answers each request as the server does between gRPC's two ends.
StatusOr<json> MeasureServerSide(const BenchEngine& engine, const Requests& requests) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Access> access, Access::Open(*engine.store));
  const Surroundings around(*engine.registry, *access);
  std::vector<double> micros;
  for (const v1::LookupRequest& one : requests) {
    const std::string bytes = one.SerializeAsString();
    const auto start = BenchClock::now();
    v1::LookupRequest request;
    request.ParseFromString(bytes);
    v1::LookupResponse response;
    RETURN_IF_ERROR(LookupOne(Call(around.backend, {}, Permit(kLocalCaller)), request, response));
    const std::string answer = response.SerializeAsString();
    micros.push_back(MicrosSince(start));
  }
  return SummaryOf(micros);
}

}  // namespace

StatusOr<json> MeasureInProcess(const std::string& folder, const Requests& requests,
                                double seconds) {
  ASSIGN_OR_RETURN(const BenchEngine engine, OpenEngine(folder));
  Registry& registry = *engine.registry;
  json result;
  RETURN_IF_ERROR(MeasureServerSide(engine, requests).status());  // Warms up.
  ASSIGN_OR_RETURN(result["server_side"], MeasureServerSide(engine, requests));
  ASSIGN_OR_RETURN(result["one_thread"], MeasureRate(registry, requests, 1, seconds));
  ASSIGN_OR_RETURN(result["two_threads"], MeasureRate(registry, requests, 2, seconds));
  return result;
}

}  // namespace dragoman
