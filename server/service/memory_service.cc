#include "server/service/memory_service.h"

#include "server/service/concordance_calls.h"
#include "server/service/lookup_calls.h"
#include "server/service/lookup_stream.h"
#include "server/service/resource_calls.h"
#include "server/service/unary.h"
#include "server/service/unit_calls.h"

namespace dragoman {

grpc::ServerUnaryReactor* MemoryService::CreateMemory(Context* context,
                                                      const v1::CreateMemoryRequest* request,
                                                      v1::Memory* response) {
  return RunUnary(backend_, context, request, response, dragoman::CreateMemory);
}

grpc::ServerUnaryReactor* MemoryService::GetMemory(Context* context,
                                                   const v1::GetMemoryRequest* request,
                                                   v1::Memory* response) {
  return RunUnary(backend_, context, request, response, dragoman::GetMemory);
}

grpc::ServerUnaryReactor* MemoryService::ListMemories(Context* context,
                                                      const v1::ListMemoriesRequest* request,
                                                      v1::ListMemoriesResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListMemories);
}

grpc::ServerUnaryReactor* MemoryService::UpdateMemory(Context* context,
                                                      const v1::UpdateMemoryRequest* request,
                                                      v1::Memory* response) {
  return RunUnary(backend_, context, request, response, dragoman::UpdateMemory);
}

grpc::ServerUnaryReactor* MemoryService::DeleteMemory(Context* context,
                                                      const v1::DeleteMemoryRequest* request,
                                                      google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::DeleteMemory);
}

grpc::ServerUnaryReactor* MemoryService::WriteUnits(Context* context,
                                                    const v1::WriteUnitsRequest* request,
                                                    v1::WriteUnitsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::WriteUnits);
}

grpc::ServerUnaryReactor* MemoryService::GetUnit(Context* context,
                                                 const v1::GetUnitRequest* request,
                                                 v1::Unit* response) {
  return RunUnary(backend_, context, request, response, dragoman::GetUnit);
}

grpc::ServerUnaryReactor* MemoryService::UpdateUnit(Context* context,
                                                    const v1::UpdateUnitRequest* request,
                                                    v1::Unit* response) {
  return RunUnary(backend_, context, request, response, dragoman::UpdateUnit);
}

grpc::ServerUnaryReactor* MemoryService::DeleteUnit(Context* context,
                                                    const v1::DeleteUnitRequest* request,
                                                    google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::DeleteUnit);
}

grpc::ServerUnaryReactor* MemoryService::ListUnits(Context* context,
                                                   const v1::ListUnitsRequest* request,
                                                   v1::ListUnitsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListUnits);
}

grpc::ServerUnaryReactor* MemoryService::ListUnitVersions(
    Context* context, const v1::ListUnitVersionsRequest* request,
    v1::ListUnitVersionsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListUnitVersions);
}

grpc::ServerUnaryReactor* MemoryService::Lookup(Context* context, const v1::LookupRequest* request,
                                                v1::LookupResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::LookupOne,
                  PaceOfLookup(request->options().min_score(),
                               request->options().max_fragments() != 0, request->query()));
}

grpc::ServerUnaryReactor* MemoryService::BatchLookup(Context* context,
                                                     const v1::BatchLookupRequest* request,
                                                     v1::BatchLookupResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::LookupBatch);
}

grpc::ServerUnaryReactor* MemoryService::Explain(Context* context,
                                                 const v1::ExplainRequest* request,
                                                 v1::Explanation* response) {
  return RunUnary(backend_, context, request, response, dragoman::ExplainScore);
}

grpc::ServerUnaryReactor* MemoryService::SearchConcordance(
    Context* context, const v1::SearchConcordanceRequest* request,
    v1::SearchConcordanceResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::FindInConcordance);
}

grpc::ServerBidiReactor<v1::StreamLookupRequest, v1::StreamLookupResponse>*
MemoryService::StreamLookup(Context* context) {
  auto* stream = new LookupStream(backend_, *context);
  stream->Start();
  return stream;
}

}  // namespace dragoman
