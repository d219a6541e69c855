#include "server/service/server.h"

#include <absl/synchronization/mutex.h>
#include <grpc/support/log.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <thread>

#include "server/service/access_service.h"
#include "server/service/admin_service.h"
#include "server/service/backup_service.h"
#include "server/service/change_service.h"
#include "server/service/check_service.h"
#include "server/service/document_service.h"
#include "server/service/glossary_service.h"
#include "server/service/memory_service.h"
#include "server/service/name_service.h"
#include "server/service/services.h"
#include "server/service/transfer_service.h"

namespace dragoman {
namespace {

constexpr int kMaxReceiveBytes = (4 << 20) + (64 << 10);  // 4 MiB of content and its wrapping.
constexpr int kMaxSendBytes = 64 << 20;
constexpr int kKeepaliveMs = 60'000;  // So that a client whose machine is gone is noticed.
constexpr int kKeepaliveTimeoutMs = 20'000;
constexpr int kLeastPingIntervalMs = 10'000;  // What clients may do to keep their side alive.

constexpr int kMaxMetadataBytes = 16 << 10;
// Calls of one connection at a time: what a client sends beyond waits on its own side.
constexpr int kMaxCallsPerConnection = 100;
// One without a call for so long is closed in order. There is no greatest age: it would end
// streams of changes, and one server has nothing to move a connection to.
constexpr int kConnectionIdleMs = 15 * 60'000;
// Of all connections together: under pressure gRPC reads less, then closes connections.
constexpr size_t kNetworkBytes = size_t{512} << 20;

constexpr std::string_view kUnixScheme = "unix:";

struct Endpoint {
  std::string host;  // Of a socket in the file system: "unix:PATH".
  int port = 0;

  bool is_unix() const { return host.starts_with(kUnixScheme); }
};

StatusOr<Endpoint> ParseListen(const std::string& listen) {
  if (listen.starts_with(kUnixScheme) && listen.size() > kUnixScheme.size()) {
    return Endpoint{listen, 0};
  }
  const size_t colon = listen.rfind(':');
  const bool split = colon != std::string::npos && colon > 0 && colon + 1 < listen.size();
  int port = -1;
  const char* end = listen.data() + listen.size();
  if (split) {
    const auto parsed = std::from_chars(listen.data() + colon + 1, end, port);
    if (parsed.ec != std::errc() || parsed.ptr != end) port = -1;
  }
  if (port < 0 || port > 65535) {
    return FieldError("listen",
                      fmt::format("'{}' is neither HOST:PORT, e.g. 127.0.0.1:7070, nor unix:PATH",
                                  Shortened(listen)));
  }
  return Endpoint{listen.substr(0, colon), port};
}

size_t ThreadsOf(const ServerOptions& options) {
  if (options.threads != 0) return options.threads;
  return 2 * std::max<size_t>(std::thread::hardware_concurrency(), 1);
}

// What gRPC itself logs says nothing to an operator that our own errors do not say better.
void LogOfGrpc(gpr_log_func_args* entry) { spdlog::debug("grpc: {}", entry->message); }

// Until when calls may go on.
constexpr std::chrono::system_clock::time_point kAtOnce{};

// What holds for the whole process and must be set before the first server is made.
void SetUpGrpc() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Debian's Abseil looks for deadlocks at each lock; its own tests and tsan do that for us.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
    gpr_set_log_function(LogOfGrpc);
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  builder.SetMaxSendMessageSize(kMaxSendBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxCallsPerConnection);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kConnectionIdleMs);
  builder.SetResourceQuota(grpc::ResourceQuota("network").Resize(kNetworkBytes));
  // Without this two servers could share a port, each with a part of the requests.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kLeastPingIntervalMs);
}

Status ServesNobody(const std::string& listen, std::string_view why, std::string_view what_to_do) {
  return FieldError(
      "listen",
      fmt::format("{} can be reached from other machines, and {}; {}, or listen on "
                  "127.0.0.1, or pass --insecure-open-to-network if the network itself "
                  "keeps others out",
                  Shortened(listen), why, what_to_do),
      StatusCode::kFailedPrecondition);
}

// Refuses to be open to the world without anybody having said so.
Status CheckExposure(const ServerOptions& options, const RightsTable& table) {
  if (IsLocal(options.listen) || options.open_to_network) return absl::OkStatus();
  if (options.tls.certificate.empty()) {
    return ServesNobody(options.listen, "there is no TLS", "give --tls-cert and --tls-key");
  }
  const bool somebody_may_call =
      !table.tokens().empty() || (!options.tls.client_roots.empty() && !table.grants().empty());
  if (somebody_may_call) return absl::OkStatus();
  return ServesNobody(options.listen, "nobody has a token", "give --bootstrap-token-file");
}

// Returns the name of callers that need no token; "" when all do.
std::string_view OpenCallerOf(const ServerOptions& options) {
  if (options.require_tokens) return "";
  if (IsLocal(options.listen)) return kLocalCaller;
  return options.open_to_network ? kAnyCaller : "";
}

StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsOf(const TlsFiles& files) {
  if (!files.certificate.empty()) return TlsCredentials(files);
  if (files.key.empty() && files.client_roots.empty()) return grpc::InsecureServerCredentials();
  return FieldError("tls-cert", "required with tls-key and tls-client-ca");
}

}  // namespace

// In order of construction: the server is stopped before its services go, the pools end last.
struct GrpcServer::Parts {
  Parts(Registry& registry, Access& access, const ServerOptions& options)
      : quotas(options.quotas),
        gate(access, quotas, OpenCallerOf(options), !options.tls.client_roots.empty()),
        requests(ThreadsOf(options), options.max_waiting, options.request_delay),
        documents(options.document_threads, options.max_waiting_documents, options.document_delay),
        imports(ThreadsOf(options), options.max_waiting, Pool::kNoDelayLimits, PoolPriority::kLow),
        calls(options.slow_call),
        backend{registry, access, gate, requests, documents, imports, calls} {}

  Quotas quotas;
  Gate gate;
  Pool requests;
  Pool documents;
  Pool imports;
  Calls calls;
  Backend backend;
  MemoryService memory{backend};
  GlossaryService glossary{backend};
  TransferService transfer{backend};
  DocumentService document{backend};
  NameService name{backend};
  AdminService admin{backend};
  AccessService access_service{backend};
  CheckService check{backend};
  BackupService backup{backend};
  ChangeService change{backend};
  std::unique_ptr<grpc::Server> server;
  std::once_flag drained;
};

Status CheckListen(const std::string& listen) { return ParseListen(listen).status(); }

bool IsLocal(const std::string& listen) {
  for (const std::string_view prefix : {"127.", "localhost:", "[::1]:", "unix:"}) {
    if (listen.starts_with(prefix)) return true;
  }
  return false;
}

GrpcServer::GrpcServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

GrpcServer::~GrpcServer() {
  Drain(absl::ZeroDuration());
  parts_->server->Shutdown(kAtOnce);
}

StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(Registry& registry, Access& access,
                                                        const ServerOptions& options) {
  ASSIGN_OR_RETURN(const Endpoint endpoint, ParseListen(options.listen));
  RETURN_IF_ERROR(CheckExposure(options, *access.table()));
  ASSIGN_OR_RETURN(const auto credentials, CredentialsOf(options.tls));
  SetUpGrpc();
  auto parts = std::make_unique<Parts>(registry, access, options);
  grpc::ServerBuilder builder;
  SetLimits(builder);
  int port = 0;
  builder.AddListeningPort(options.listen, credentials, &port);
  builder.RegisterService(&parts->memory);
  builder.RegisterService(&parts->glossary);
  builder.RegisterService(&parts->transfer);
  builder.RegisterService(&parts->document);
  builder.RegisterService(&parts->name);
  builder.RegisterService(&parts->admin);
  builder.RegisterService(&parts->access_service);
  builder.RegisterService(&parts->check);
  builder.RegisterService(&parts->backup);
  builder.RegisterService(&parts->change);
  parts->server = builder.BuildAndStart();
  if (parts->server == nullptr || port == 0) {
    return Error(StatusCode::kUnavailable,
                 "cannot listen on {}: the port is taken, or the host is not an address of this "
                 "machine; choose another one",
                 Shortened(options.listen));
  }
  for (const auto* service : AllServices()) {
    parts->server->GetHealthCheckService()->SetServingStatus(service->full_name(), true);
  }
  auto server = std::unique_ptr<GrpcServer>(new GrpcServer(std::move(parts)));
  server->address_ = endpoint.is_unix() ? endpoint.host : fmt::format("{}:{}", endpoint.host, port);
  return server;
}

ServerFigures GrpcServer::figures() const {
  return {parts_->calls.figures, parts_->requests, parts_->documents, parts_->imports};
}

void GrpcServer::Drain(absl::Duration patience) {
  std::call_once(parts_->drained, [this, patience] {
    parts_->server->GetHealthCheckService()->Shutdown();
    parts_->change.EndAll();
    parts_->calls.under_way.Stop();
    if (!parts_->calls.under_way.AwaitNone(patience)) parts_->server->Shutdown(kAtOnce);
  });
}

}  // namespace dragoman
