#include "server/app/metrics.h"

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>

#include <exception>

#include "server/app/metric_families.h"
#include "server/base/process_figures.h"
#include "server/engine/engine_figures.h"
#include "server/service/admin_service.h"

namespace dragoman {
namespace {

// Threads that answer scrapes.
constexpr size_t kThreads = 2;

double D(uint64_t value) { return static_cast<double>(value); }

void AddCalls(const CallFigures& calls, MetricFamilies& families) {
  calls.VisitAll([&](const MethodFigures& method) {
    for (size_t code = 0; code < method.by_code.size(); ++code) {
      const uint64_t count = method.by_code[code].value();
      if (count == 0 && code != 0) continue;  // Few methods end in many ways.
      families.AddCounter("rpc_calls_total", "Calls that ended, by method and code.", D(count),
                          {{"method", method.method},
                           {"code", absl::StatusCodeToString(static_cast<StatusCode>(code))}});
    }
  });
  calls.VisitAll([&](const MethodFigures& method) {
    families.AddDurations("rpc_duration_seconds",
                          "Time from the arrival of a call to its status, by method.",
                          method.durations, {{"method", method.method}});
  });
  calls.VisitAll([&](const MethodFigures& method) {
    families.AddGauge("rpc_in_flight", "Calls under way, by method.",
                      static_cast<double>(method.in_flight.value()), {{"method", method.method}});
  });
}

void AddPools(const ServerFigures& server, MetricFamilies& families) {
  const auto add = [&](const auto& add_one) {
    add_one(server.requests, MetricFamilies::Labels{{"pool", "requests"}});
    add_one(server.documents, MetricFamilies::Labels{{"pool", "documents"}});
    add_one(server.imports, MetricFamilies::Labels{{"pool", "imports"}});
  };
  using Labels = MetricFamilies::Labels;
  add([&](const Pool& pool, const Labels& labels) {
    families.AddDurations("pool_wait_seconds", "Time that work waited for a thread, by pool.",
                          pool.figures().waits, labels);
  });
  add([&](const Pool& pool, const Labels& labels) {
    families.AddGauge("pool_waiting", "Work that waits for a thread, by pool.",
                      static_cast<double>(pool.figures().waiting.value()), labels);
  });
  add([&](const Pool& pool, const Labels& labels) {
    families.AddGauge("pool_threads", "Threads of a pool.", D(pool.threads()), labels);
  });
  add([&](const Pool& pool, const Labels& labels) {
    families.AddGauge("pool_threads_busy", "Threads of a pool that are at work.",
                      static_cast<double>(pool.figures().working.value()), labels);
  });
  add([&](const Pool& pool, const Labels& labels) {
    families.AddCounter("pool_refused_total", "Work refused because too much waits, by pool.",
                        D(pool.figures().refused.value()), labels);
  });
}

void AddLookups(const LookupFigures& lookups, MetricFamilies& families) {
  families.AddDurations("lookup_duration_seconds", "Time of a lookup of one segment.",
                        lookups.durations);
  const auto add_stage = [&](const char* stage, const Counter& micros) {
    families.AddCounter("lookup_stage_seconds_total", "Time spent in lookups, by stage.",
                        SecondsOf(micros.value()), {{"stage", stage}});
  };
  add_stage("analyse", lookups.analyse_micros);
  add_stage("search", lookups.search_micros);
  add_stage("fetch", lookups.fetch_micros);
  families.AddCounter("lookup_candidates_total",
                      "Entries that may share enough words with the query of a lookup.",
                      D(lookups.candidates.value()));
  families.AddCounter("lookup_scored_total", "Candidates that were compared with the query.",
                      D(lookups.scored.value()));
  constexpr std::array<const char*, 5> kKinds = {"none", "in_context", "exact", "fuzzy", "bridged"};
  for (size_t kind = 1; kind < kKinds.size(); ++kind) {
    families.AddCounter("lookup_matches_total", "Matches returned, by kind.",
                        D(lookups.matches[kind].value()), {{"kind", kKinds[kind]}});
  }
  for (size_t kind = 0; kind < kKinds.size(); ++kind) {
    families.AddCounter("lookups_total", "Lookups answered, by the kind of their best match.",
                        D(lookups.answers[kind].value()), {{"best", kKinds[kind]}});
  }
}

void AddImports(const ImportFigures& imports, MetricFamilies& families) {
  families.AddGauge("imports_running", "Imports under way, without dry runs.",
                    static_cast<double>(imports.running.value()));
  families.AddCounter("import_bytes_total", "Bytes of imported files.", D(imports.bytes.value()));
  const auto add = [&](const char* outcome, const Counter& entries) {
    families.AddCounter("import_entries_total", "Entries of imported files, by outcome.",
                        D(entries.value()), {{"outcome", outcome}});
  };
  add("stored", imports.stored);
  add("merged", imports.merged);
  add("unchanged", imports.unchanged);
  add("skipped", imports.skipped);
}

void AddContent(const ContentFigures& content, MetricFamilies& families) {
  families.AddGauge("memories", "Memories.", D(content.memories));
  families.AddGauge("memories_not_ready", "Memories whose indexes are being built.",
                    D(content.memories_not_ready));
  families.AddGauge("units", "Units of all memories.", D(content.units));
  families.AddGauge("glossaries", "Glossaries.", D(content.glossaries));
  families.AddGauge("concepts", "Concepts of all glossaries.", D(content.concepts));
  families.AddGauge("index_parts", "Parts of search indexes, by where they are.",
                    D(content.parts_in_files), {{"place", "file"}});
  families.AddGauge("index_parts", "", D(content.parts_in_memory), {{"place", "memory"}});
  families.AddGauge("index_bytes", "Bytes of search indexes, by where they are.",
                    D(content.bytes_in_files), {{"place", "file"}});
  families.AddGauge("index_bytes", "", D(content.bytes_in_memory), {{"place", "memory"}});
  families.AddGauge("index_entries", "Segments in search indexes.", D(content.entries));
  families.AddGauge("index_entries_dead", "Segments in search indexes that were replaced since.",
                    D(content.dead_entries));
  families.AddGauge("index_entries_unsaved",
                    "Segments in search indexes that are in memory only, read from the store again "
                    "after a crash.",
                    D(content.entries_in_memory));
}

void AddIndexes(const IndexFigures& indexes, MetricFamilies& families) {
  families.AddCounter("index_flushes_total",
                      "Times that index files were written of what was in "
                      "memory.",
                      D(indexes.flushes.value()));
  families.AddCounter("index_merges_total", "Merges of index files.", D(indexes.merges.value()));
}

void AddStore(const StoreFigures& store, MetricFamilies& families) {
  families.AddGauge("store_file_bytes", "Bytes of the store's tables.", D(store.file_bytes));
  families.AddGauge("store_log_bytes", "Bytes of the store's write-ahead logs.",
                    D(store.log_bytes));
  families.AddGauge("store_memory_table_bytes", "Bytes written that are in no table yet.",
                    D(store.memory_table_bytes));
  families.AddGauge("store_reader_bytes", "Bytes of memory for indexes and filters of tables.",
                    D(store.reader_bytes));
  families.AddGauge("store_cache_bytes", "Bytes of the store's cache in use.",
                    D(store.cache_bytes));
  families.AddGauge("store_keys", "Keys of the store, estimated.", D(store.keys));
  families.AddGauge("store_pending_compaction_bytes", "Bytes that are to be rearranged, estimated.",
                    D(store.pending_compaction_bytes));
  families.AddGauge("store_compactions_running", "Compactions under way.",
                    D(store.running_compactions));
  families.AddGauge("store_flushes_running", "Memory tables being made files.",
                    D(store.running_flushes));
  families.AddGauge("store_background_errors", "Errors of compactions and flushes so far.",
                    D(store.background_errors));
  families.AddGauge("store_writes_stopped", "1 while writes wait for compactions.",
                    store.writes_stopped ? 1 : 0);
  families.AddGauge("store_delayed_write_bytes_per_second",
                    "What writes are held to; 0: they are not.", D(store.delayed_write_rate));
  families.AddGauge("store_disk_free_bytes", "Bytes free on the disk of the data.",
                    D(store.disk_free_bytes));
  families.AddCounter("store_stall_seconds_total", "Time that writes were stopped or held back.",
                      SecondsOf(store.stall_micros));
  families.AddCounter("store_log_bytes_total", "Bytes written to write-ahead logs.",
                      D(store.log_bytes_written));
  families.AddCounter("store_log_syncs_total", "Syncs of write-ahead logs.", D(store.log_syncs));
}

void AddCommits(const CommitFigures& commits, MetricFamilies& families) {
  families.AddDurations("store_commit_duration_seconds", "Time of a commit, with its sync.",
                        commits.durations);
  families.AddCounter("store_commits_failed_total", "Commits that an error of the disk stopped.",
                      D(commits.failed.value()));
  families.AddCounter("store_commit_bytes_total", "Bytes of commits.", D(commits.bytes.value()));
}

void AddProcess(const ProcessFigures& process, MetricFamilies& families) {
  families.AddCounter("process_cpu_seconds_total", "Processor time, user and system.",
                      process.cpu_seconds);
  families.AddGauge("process_resident_memory_bytes", "Memory in use.", D(process.resident_bytes));
  families.AddGauge("process_virtual_memory_bytes", "Memory mapped.", D(process.virtual_bytes));
  families.AddGauge("process_open_fds", "Open files and connections.", D(process.open_files));
  families.AddGauge("process_max_fds", "Files and connections that may be open.",
                    D(process.most_open_files));
  families.AddGauge("process_threads", "Threads.", D(process.threads));
  families.AddGauge("process_start_time_seconds", "When the process began, since 1970.",
                    static_cast<double>(process.start_micros) / 1e6);
  families.AddGauge("build_info", "1; what the server is in its labels.", 1,
                    {{"version", ServerVersion()},
                     {"score_version", std::to_string(kScoreVersion)},
                     {"text_rules_version", std::to_string(kTextRulesVersion)}});
}

class Collector : public prometheus::Collectable {
 public:
  explicit Collector(const MetricSources& sources) : sources_(sources) {}

  std::vector<prometheus::MetricFamily> Collect() const override {
    MetricFamilies families;
    const ServerFigures server = sources_.server.figures();
    const EngineFigures& engine = TheEngineFigures();
    AddCalls(server.calls, families);
    AddPools(server, families);
    AddLookups(engine.lookups, families);
    AddImports(engine.imports, families);
    AddContent(ContentFiguresOf(sources_.registry), families);
    AddIndexes(engine.indexes, families);
    AddStore(sources_.store.Figures(), families);
    AddCommits(sources_.store.commit_figures(), families);
    AddProcess(ProcessFiguresNow(), families);
    return families.Take();
  }

 private:
  const MetricSources sources_;
};

// The web server takes addresses only.
std::string WithAddress(const std::string& listen) {
  constexpr std::string_view kLocalhost = "localhost:";
  if (!listen.starts_with(kLocalhost)) return listen;
  return "127.0.0.1:" + listen.substr(kLocalhost.size());
}

}  // namespace

StatusOr<std::unique_ptr<Metrics>> Metrics::Start(const std::string& listen,
                                                  const MetricSources& sources) {
  const std::string address = WithAddress(listen);
  std::unique_ptr<prometheus::Exposer> exposer;
  try {
    exposer = std::make_unique<prometheus::Exposer>(address, kThreads);
  } catch (const std::exception&) {
    return Error(StatusCode::kUnavailable,
                 "metrics: cannot listen on {}: the port is taken, or the host is not an address "
                 "of this machine; choose another one",
                 Shortened(listen));
  }
  auto collector = std::make_shared<Collector>(sources);
  exposer->RegisterCollectable(collector);
  const auto ports = exposer->GetListeningPorts();
  const std::string host = address.substr(0, address.rfind(':'));
  const int port = ports.empty() ? 0 : ports.front();
  return std::unique_ptr<Metrics>(new Metrics(std::move(exposer), std::move(collector),
                                              fmt::format("http://{}:{}/metrics", host, port)));
}

Metrics::Metrics(std::unique_ptr<prometheus::Exposer> exposer,
                 std::shared_ptr<prometheus::Collectable> collector, std::string url)
    : collector_(std::move(collector)), exposer_(std::move(exposer)), url_(std::move(url)) {}

Metrics::~Metrics() = default;

}  // namespace dragoman
