// The service AccessService: each method names the function that answers it.
#pragma once

#include "dragoman/v1/access_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class AccessService final : public v1::AccessService::CallbackService {
 public:
  explicit AccessService(const Backend& backend) : backend_(backend) {}

 private:
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* CreateToken(Context*, const v1::CreateTokenRequest*, v1::CreateTokenResponse*) override;
  Reactor* ListTokens(Context*, const v1::ListTokensRequest*, v1::ListTokensResponse*) override;
  Reactor* RevokeToken(Context*, const v1::RevokeTokenRequest*, google::protobuf::Empty*) override;
  Reactor* GrantRole(Context*, const v1::GrantRoleRequest*, v1::Grant*) override;
  Reactor* RevokeRole(Context*, const v1::RevokeRoleRequest*, google::protobuf::Empty*) override;
  Reactor* ListGrants(Context*, const v1::ListGrantsRequest*, v1::ListGrantsResponse*) override;
  Reactor* WhoAmI(Context*, const v1::WhoAmIRequest*, v1::WhoAmIResponse*) override;
  Reactor* ListAuditEntries(Context*, const v1::ListAuditEntriesRequest*,
                            v1::ListAuditEntriesResponse*) override;

  const Backend& backend_;
};

}  // namespace dragoman
