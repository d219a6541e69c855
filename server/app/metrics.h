// The metrics of the server for Prometheus, over HTTP. The only place that knows Prometheus: what
// is shown is counted by the layers, in plain atomics, and read here at each scrape.
#pragma once

#include <memory>
#include <string>

#include "server/base/status.h"
#include "server/engine/registry.h"
#include "server/service/server.h"
#include "server/store/rocksdb_store.h"

namespace prometheus {
class Collectable;
class Exposer;
}  // namespace prometheus

namespace dragoman {

// Lifetime: all outlive the metrics.
struct MetricSources {
  const GrpcServer& server;
  const Registry& registry;
  const DurableStore& store;
};

// Thread-safe.
class Metrics {
 public:
  // Serves the metrics at http://`listen`/metrics; port 0 takes a free one. The host is an address,
  // or "localhost".
  //
  // Errors: Unavailable when the address cannot be taken.
  static StatusOr<std::unique_ptr<Metrics>> Start(const std::string& listen,
                                                  const MetricSources& sources);
  // Ends after the scrapes under way.
  ~Metrics();

  // "http://HOST:PORT/metrics", with the port that was taken.
  const std::string& url() const { return url_; }

 private:
  Metrics(std::unique_ptr<prometheus::Exposer> exposer,
          std::shared_ptr<prometheus::Collectable> collector, std::string url);

  std::shared_ptr<prometheus::Collectable> collector_;
  std::unique_ptr<prometheus::Exposer> exposer_;  // Ends before what it asks.
  std::string url_;
};

}  // namespace dragoman
