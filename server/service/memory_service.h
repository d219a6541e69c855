// The service MemoryService: each method names the function that answers it.
#pragma once

#include "dragoman/v1/memory_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe. Lifetime: the backend outlives the service, in all services here.
class MemoryService final : public v1::MemoryService::CallbackService {
 public:
  explicit MemoryService(const Backend& backend) : backend_(backend) {}

 private:
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* CreateMemory(Context*, const v1::CreateMemoryRequest*, v1::Memory*) override;
  Reactor* GetMemory(Context*, const v1::GetMemoryRequest*, v1::Memory*) override;
  Reactor* ListMemories(Context*, const v1::ListMemoriesRequest*,
                        v1::ListMemoriesResponse*) override;
  Reactor* UpdateMemory(Context*, const v1::UpdateMemoryRequest*, v1::Memory*) override;
  Reactor* DeleteMemory(Context*, const v1::DeleteMemoryRequest*,
                        google::protobuf::Empty*) override;

  Reactor* WriteUnits(Context*, const v1::WriteUnitsRequest*, v1::WriteUnitsResponse*) override;
  Reactor* GetUnit(Context*, const v1::GetUnitRequest*, v1::Unit*) override;
  Reactor* UpdateUnit(Context*, const v1::UpdateUnitRequest*, v1::Unit*) override;
  Reactor* DeleteUnit(Context*, const v1::DeleteUnitRequest*, google::protobuf::Empty*) override;
  Reactor* ListUnits(Context*, const v1::ListUnitsRequest*, v1::ListUnitsResponse*) override;
  Reactor* ListUnitVersions(Context*, const v1::ListUnitVersionsRequest*,
                            v1::ListUnitVersionsResponse*) override;

  Reactor* Lookup(Context*, const v1::LookupRequest*, v1::LookupResponse*) override;
  Reactor* BatchLookup(Context*, const v1::BatchLookupRequest*, v1::BatchLookupResponse*) override;
  grpc::ServerBidiReactor<v1::StreamLookupRequest, v1::StreamLookupResponse>* StreamLookup(
      Context*) override;
  Reactor* Explain(Context*, const v1::ExplainRequest*, v1::Explanation*) override;
  Reactor* SearchConcordance(Context*, const v1::SearchConcordanceRequest*,
                             v1::SearchConcordanceResponse*) override;

  const Backend& backend_;
};

}  // namespace dragoman
