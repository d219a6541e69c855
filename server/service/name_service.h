// The service NameService.
#pragma once

#include "dragoman/v1/name_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class NameService final : public v1::NameService::CallbackService {
 public:
  explicit NameService(const Backend& backend) : backend_(backend) {}

 private:
  grpc::ServerUnaryReactor* FindName(grpc::CallbackServerContext*, const v1::FindNameRequest*,
                                     v1::FindNameResponse*) override;

  const Backend& backend_;
};

}  // namespace dragoman
