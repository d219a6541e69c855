// dragomand: opens the store, builds the indexes, serves until it is told to stop.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "server/app/bootstrap.h"
#include "server/app/check_data.h"
#include "server/app/metrics.h"
#include "server/app/options.h"
#include "server/app/signals.h"
#include "server/base/clock.h"
#include "server/base/log.h"
#include "server/base/status.h"
#include "server/engine/access.h"
#include "server/engine/documents.h"
#include "server/engine/registry.h"
#include "server/service/admin_service.h"
#include "server/service/server.h"
#include "server/store/rocksdb_store.h"

namespace dragoman {
namespace {

constexpr absl::Duration kDrainPatience = absl::Seconds(10);

StatusOr<std::unique_ptr<DurableStore>> OpenStore(const Options& options) {
  RocksdbOptions store_options;
  store_options.cache_bytes = options.cache_mib << 20;
  StatusOr<std::unique_ptr<DurableStore>> store = OpenRocksdbStore(options.data, store_options);
  if (store.ok()) return store;
  return Error(store.status().code(), "cannot open the data folder {}: {}", options.data,
               MessageOf(store.status()));
}

StatusOr<std::unique_ptr<Registry>> OpenRegistry(Store& store, const std::string& data) {
  const absl::Time start = absl::Now();
  ASSIGN_OR_RETURN(std::unique_ptr<Registry> registry, Registry::Open(store, data + "/index"));
  uint64_t units = 0;
  for (const auto& memory : registry->Memories()) {
    const auto figures = registry->Figures(ResourceKind::kMemory, memory->name());
    if (figures.ok()) units += figures->entries;
  }
  spdlog::info("{} memories with {} units and {} glossaries opened in {:.2f} s",
               registry->Memories().size(), units, registry->Glossaries().size(),
               absl::ToDoubleSeconds(absl::Now() - start));
  return registry;
}

// Sets the sentence rules of the user, if there are any.
Status LoadSentenceRules(const std::string& path, Registry& registry) {
  if (path.empty()) return absl::OkStatus();
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return Error(StatusCode::kNotFound, "cannot read the sentence rules {}", path);
  }
  ASSIGN_OR_RETURN(auto rules, ReadSentenceRules(path, bytes));
  registry.set_sentence_rules(std::move(rules));
  return absl::OkStatus();
}

// The one line on stdout: a script that starts the server reads from it where it is.
void PrintAddress(const GrpcServer& server) {
  std::printf("%s\n", server.address().c_str());
  std::fflush(stdout);
}

void ServeUntilStopped(GrpcServer& server, StopSignals& signals) {
  LogEvent(spdlog::level::info, "serving", fmt::format("serving on {}", server.address()),
           {{"version", ServerVersion()}});
  PrintAddress(server);
  const int number = signals.Wait();
  signals.EndAtNext();
  LogEvent(spdlog::level::info, "stopping",
           fmt::format("signal {}: waiting for the calls under way, at most {} s", number,
                       absl::ToInt64Seconds(kDrainPatience)),
           {});
  server.Drain(kDrainPatience);
}

Status RestoreBackup(const Options& options) {
  BackupFolder backups(options.backups);
  ASSIGN_OR_RETURN(const Backup backup, backups.Restore(*options.restore, options.data));
  std::printf("restored backup %u of %s to %s\n", backup.id, FormatMicros(backup.micros).c_str(),
              options.data.c_str());
  return absl::OkStatus();
}

void WarnOfOpenness(const Options& options) {
  if (IsLocal(options.listen) || !options.open_to_network) return;
  spdlog::warn("{} can be reached from other machines{}{}: let only trusted ones reach it",
               options.listen, options.tls_cert.empty() ? ", without TLS" : "",
               options.require_tokens ? "" : ", without a token");
}

// Requires: ParseOptions has checked them.
std::vector<QuotaRule> QuotasOf(const Options& options) {
  std::vector<QuotaRule> rules;
  for (const std::string& text : options.quotas) rules.push_back(*ParseQuotaRule(text));
  return rules;
}

ServerOptions ServerOptionsOf(const Options& options) {
  return {.listen = options.listen,
          .tls = {.certificate = options.tls_cert,
                  .key = options.tls_key,
                  .client_roots = options.tls_client_ca},
          .require_tokens = options.require_tokens,
          .open_to_network = options.open_to_network,
          .slow_call = std::chrono::milliseconds(options.log_slow_ms),
          .quotas = QuotasOf(options),
          .threads = options.threads};
}

// Metrics have no texts and no names of memories, but others need not know how busy the server is.
Status CheckMetrics(const Options& options) {
  if (options.metrics.empty() || IsLocal(options.metrics)) return absl::OkStatus();
  if (options.open_to_network) {
    spdlog::warn(
        "the metrics on {} can be read from other machines: let only trusted ones reach "
        "them",
        options.metrics);
    return absl::OkStatus();
  }
  return FieldError(
      "metrics",
      fmt::format("{} can be reached from other machines, without TLS or a token; listen on "
                  "127.0.0.1, or pass --insecure-open-to-network if the network itself keeps "
                  "others out",
                  options.metrics),
      StatusCode::kFailedPrecondition);
}

// Returns null when no metrics are asked for.
StatusOr<std::unique_ptr<Metrics>> StartMetrics(const Options& options,
                                                const MetricSources& sources) {
  if (options.metrics.empty()) return nullptr;
  ASSIGN_OR_RETURN(auto metrics, Metrics::Start(options.metrics, sources));
  spdlog::info("metrics on {}", metrics->url());
  return metrics;
}

Status Run(const Options& options, StopSignals& signals) {
  if (options.restore) return RestoreBackup(options);
  RETURN_IF_ERROR(CheckMetrics(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<DurableStore> store, OpenStore(options));
  ASSIGN_OR_RETURN(const std::unique_ptr<Registry> registry, OpenRegistry(*store, options.data));
  if (options.check) return CheckData(*registry);
  RETURN_IF_ERROR(LoadSentenceRules(options.sentence_rules, *registry));
  if (!options.backups.empty()) {
    registry->set_backups(std::make_unique<Backups>(options.backups, *store));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Access> access, Access::Open(*store));
  RETURN_IF_ERROR(WriteFirstToken(*access, options.bootstrap_token_file));
  WarnOfOpenness(options);
  ASSIGN_OR_RETURN(std::unique_ptr<GrpcServer> server,
                   GrpcServer::Start(*registry, *access, ServerOptionsOf(options)));
  ASSIGN_OR_RETURN(const std::unique_ptr<Metrics> metrics,
                   StartMetrics(options, {*server, *registry, *store}));
  ServeUntilStopped(*server, signals);
  // It answers UNAVAILABLE until the process ends, while indexes and store are closed: calls that
  // it refuses get no further than that.
  (void)server.release();
  return absl::OkStatus();
}

// Ends the process without the destructors of what still answers clients.
[[noreturn]] void EndAtOnce(int exit_code) {
  std::fflush(stdout);
  spdlog::default_logger()->flush();
  _exit(exit_code);
}

int Main(int argc, const char* const* argv) {
  Options options;
  if (const auto exit_code = ParseOptions(argc, argv, options)) return *exit_code;
  StopSignals signals;
  StartLog(options.log_format == "json" ? LogFormat::kJson : LogFormat::kText,
           spdlog::level::from_str(options.log_level));
  const Status status = Run(options, signals);
  if (!status.ok()) {
    std::fprintf(stderr, "dragomand: %s\n", std::string(MessageOf(status)).c_str());
    return 1;
  }
  if (options.restore || options.check) return 0;
  LogEvent(spdlog::level::info, "stopped", "stopped", {});
  EndAtOnce(0);
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) { return dragoman::Main(argc, argv); }
