#include "server/service/admin_service.h"

#include "server/base/process_figures.h"
#include "server/engine/lookup.h"
#include "server/service/request.h"
#include "server/service/store_check_stream.h"
#include "server/service/unary.h"

namespace dragoman {
namespace {

void AddFigures(const Catalog& registry, ResourceKind kind, const std::string& name,
                v1::GetStatusResponse& response) {
  const StatusOr<ResourceFigures> figures = registry.Figures(kind, name);
  if (!figures.ok()) return;  // Deleted just then.
  v1::ResourceStatus& status = *response.add_resources();
  status.set_name(name);
  status.set_revision(figures->revision);
  status.set_index_revision(figures->index_revision);
  status.set_entries(figures->entries);
}

Status FillStatus(const Call& call, const v1::GetStatusRequest&, v1::GetStatusResponse& response) {
  response.set_version(ServerVersion());
  response.set_score_version(kScoreVersion);
  response.set_text_rules_version(kTextRulesVersion);
  const ProcessFigures process = ProcessFiguresNow();
  *response.mutable_start_time() = TimestampOf(process.start_micros);
  response.set_memory_bytes(process.resident_bytes);
  for (const auto& glossary : call.registry().Glossaries()) {
    AddFigures(call.registry(), ResourceKind::kGlossary, glossary->name(), response);
  }
  for (const auto& memory : call.registry().Memories()) {
    AddFigures(call.registry(), ResourceKind::kMemory, memory->name(), response);
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* AdminService::GetStatus(grpc::CallbackServerContext* context,
                                                  const v1::GetStatusRequest* request,
                                                  v1::GetStatusResponse* response) {
  return RunUnary(backend_, context, request, response, FillStatus);
}

grpc::ServerWriteReactor<v1::CheckStoreResponse>* AdminService::CheckStore(
    grpc::CallbackServerContext* context, const v1::CheckStoreRequest* request) {
  auto* stream = new StoreCheckStream(backend_, *context, *request);
  stream->Start();
  return stream;
}

const char* ServerVersion() { return DRAGOMAN_VERSION; }

}  // namespace dragoman
