// The gRPC server: all services on one address, with the standard health and reflection services.
#pragma once

#include <absl/time/time.h>

#include <memory>
#include <string>

#include "server/base/status.h"
#include "server/engine/registry.h"

namespace dragoman {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";  // "HOST:PORT"; port 0 takes a free one.
  size_t threads = 0;                  // That do the work of requests; 0: two per processor.
  size_t max_waiting = 1000;           // Requests that wait for a thread; more are refused.
  size_t document_threads = 8;         // Documents rendered at one time.
  size_t max_waiting_documents = 32;
};

// Errors: InvalidArgument when `listen` is not HOST:PORT.
Status CheckListen(const std::string& listen);

// Thread-safe.
class GrpcServer {
 public:
  // Starts to serve.
  //
  // Errors:   InvalidArgument (listen is no HOST:PORT), Unavailable (the address cannot be taken).
  // Lifetime: the registry outlives the server.
  static StatusOr<std::unique_ptr<GrpcServer>> Start(Registry& registry,
                                                     const ServerOptions& options);
  // Ends without waiting for requests under way.
  ~GrpcServer();

  // "HOST:PORT" with the port that was taken.
  const std::string& address() const { return address_; }

  // Takes no more requests, waits until those under way have ended, at most `patience`, and cancels
  // the rest. Returns when none is left; later calls return at once.
  void Drain(absl::Duration patience);

 private:
  struct Parts;

  explicit GrpcServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
  std::string address_;
};

}  // namespace dragoman
