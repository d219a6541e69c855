// The service AdminService: versions and figures, the check of the store.
#pragma once

#include "dragoman/v1/admin_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class AdminService final : public v1::AdminService::CallbackService {
 public:
  explicit AdminService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerUnaryReactor* GetStatus(grpc::CallbackServerContext*, const v1::GetStatusRequest*,
                                      v1::GetStatusResponse*) override;
  grpc::ServerWriteReactor<v1::CheckStoreResponse>* CheckStore(
      grpc::CallbackServerContext*, const v1::CheckStoreRequest*) override;

  const Backend& backend_;
};

// Returns the server's version, e.g. "0.1.0".
const char* ServerVersion();

}  // namespace dragoman
