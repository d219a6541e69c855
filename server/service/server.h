// The gRPC server: all services on one address, with the standard health and reflection services.
#pragma once

#include <absl/time/time.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "server/base/pool.h"
#include "server/base/queue_delay.h"
#include "server/base/status.h"
#include "server/engine/access.h"
#include "server/engine/registry.h"
#include "server/service/call_figures.h"
#include "server/service/quota.h"
#include "server/service/tls.h"

namespace dragoman {

struct ServerOptions {
  // "HOST:PORT", of which port 0 takes a free one, or "unix:PATH".
  std::string listen = "127.0.0.1:0";
  TlsFiles tls{};                // Without them: no TLS.
  bool require_tokens = false;   // On this machine's own addresses too.
  bool open_to_network = false;  // On others without TLS, and without tokens unless required.
  std::chrono::milliseconds slow_call{1000};  // Calls that take longer are logged; 0: none.
  std::vector<QuotaRule> quotas{};
  size_t threads = 0;         // That do the work of requests; 0: two per processor.
  size_t max_waiting = 1000;  // Requests that wait for a thread; more are refused.
  // Requests are refused sooner when all wait longer than that; see queue_delay.h.
  QueueDelay::Limits request_delay = {absl::Milliseconds(250), absl::Seconds(2)};
  size_t document_threads = 8;  // Documents rendered at one time.
  size_t max_waiting_documents = 32;
  QueueDelay::Limits document_delay = {absl::Seconds(15), absl::Minutes(1)};
};

// Errors: InvalidArgument when `listen` is neither HOST:PORT nor unix:PATH.
Status CheckListen(const std::string& listen);

// Whether only this machine can reach the address.
bool IsLocal(const std::string& listen);

// Where the figures of a server are. Lifetime: the server's.
struct ServerFigures {
  const CallFigures& calls;
  const Pool& requests;
  const Pool& documents;
  const Pool& imports;
};

// Thread-safe.
class GrpcServer {
 public:
  // Starts to serve.
  //
  // Errors:   InvalidArgument (listen is no address, a file of TLS is wrong),
  //           FailedPrecondition (the address can be reached from other machines, and there is
  //           no TLS or nobody has a token),
  //           Unavailable (the address cannot be taken).
  // Lifetime: both outlive the server.
  static StatusOr<std::unique_ptr<GrpcServer>> Start(Registry& registry, Access& access,
                                                     const ServerOptions& options);
  // Ends without waiting for requests under way.
  ~GrpcServer();

  // "HOST:PORT" with the port that was taken, or "unix:PATH".
  const std::string& address() const { return address_; }

  ServerFigures figures() const;

  // Takes no more calls: says so to who asks for its health, and answers UNAVAILABLE to each call
  // that begins. Waits until those under way have ended, at most `patience`, and cancels the rest.
  // Returns when none is left; later calls return at once. Until the server is destroyed, or the
  // process ends, it goes on to answer UNAVAILABLE (see calls_under_way.h).
  void Drain(absl::Duration patience);

 private:
  struct Parts;

  explicit GrpcServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
  std::string address_;
};

}  // namespace dragoman
