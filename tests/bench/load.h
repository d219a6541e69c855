// A server under load: calls kept in flight by several clients for a while, counted, with the
// processor time that both sides took.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/bench/process.h"
#include "tests/bench/samples.h"

namespace dragoman {

// What clients count while they work. Thread-safe.
struct Tally {
  std::atomic<bool> ending = false;
  std::atomic<uint64_t> done = 0;    // Items answered.
  std::atomic<uint64_t> failed = 0;  // Calls that ended with an error.
  std::atomic<size_t> running = 0;   // Clients that have not ended yet.
};

// Makes clients work: starts them, and returns what waits for their end once `ending` is set.
using SharedTally = std::shared_ptr<Tally>;
using StartClients = std::function<std::function<void()>(const SharedTally&)>;

// Lets the clients work for `seconds` after a short warm-up and returns {"per_second",
// "server_cpu_micros", "client_cpu_micros"}, the latter two per item.
//
// Errors: Internal when a call failed.
StatusOr<nlohmann::json> MeasureLoad(pid_t server, double seconds, const StartClients& start);

// One client with one unary call in flight at any time, driven by the callbacks of gRPC.
//
// Lifetime: stays until `running` has counted it out.
template <typename Request, typename Response>
class UnaryClient {
 public:
  using Done = std::function<void(grpc::Status)>;
  // Starts a call.
  using Call = std::function<void(grpc::ClientContext*, const Request*, Response*, Done)>;
  // Returns the next request to send.
  using Next = std::function<const Request&()>;

  UnaryClient(SharedTally tally, Call call, Next next, uint64_t items_per_call)
      : tally_(std::move(tally)),
        call_(std::move(call)),
        next_(std::move(next)),
        items_(items_per_call) {
    ++tally_->running;
  }

  void Begin() {
    context_.emplace();
    response_.Clear();
    call_(&*context_, &next_(), &response_, [this](const grpc::Status& status) { End(status); });
  }

 private:
  void End(const grpc::Status& status) {
    (status.ok() ? tally_->done : tally_->failed) += status.ok() ? items_ : 1;
    if (!tally_->ending && status.ok()) return Begin();
    const SharedTally tally = tally_;  // Once counted out, the client may be gone.
    --tally->running;
    tally->running.notify_all();
  }

  const SharedTally tally_;
  const Call call_;
  const Next next_;
  const uint64_t items_;
  std::optional<grpc::ClientContext> context_;
  Response response_;
};

// Waits until no client is running.
void AwaitClients(const Tally& tally);

// Returns clients that each send the requests in turn, through calls made by `call_of(client)`.
template <typename Request, typename Response>
StartClients UnaryClients(
    size_t count, const std::vector<Request>& requests, uint64_t items_per_call,
    const std::function<typename UnaryClient<Request, Response>::Call(size_t)>& call_of) {
  return [=, &requests](const SharedTally& tally) -> std::function<void()> {
    auto turn = std::make_shared<std::atomic<size_t>>(0);
    const auto next = [turn, &requests]() -> const Request& {
      return requests[(*turn)++ % requests.size()];
    };
    using Client = UnaryClient<Request, Response>;
    auto clients = std::make_shared<std::vector<std::unique_ptr<Client>>>();
    for (size_t i = 0; i < count; ++i) {
      clients->push_back(std::make_unique<Client>(tally, call_of(i), next, items_per_call));
    }
    for (const auto& client : *clients) client->Begin();
    return [clients, tally] { AwaitClients(*tally); };
  };
}

}  // namespace dragoman
