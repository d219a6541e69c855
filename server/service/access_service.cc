#include "server/service/access_service.h"

#include "server/service/access_calls.h"
#include "server/service/unary.h"

namespace dragoman {

grpc::ServerUnaryReactor* AccessService::CreateToken(Context* context,
                                                     const v1::CreateTokenRequest* request,
                                                     v1::CreateTokenResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::CreateToken);
}

grpc::ServerUnaryReactor* AccessService::ListTokens(Context* context,
                                                    const v1::ListTokensRequest* request,
                                                    v1::ListTokensResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListTokens);
}

grpc::ServerUnaryReactor* AccessService::RevokeToken(Context* context,
                                                     const v1::RevokeTokenRequest* request,
                                                     google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::RevokeToken);
}

grpc::ServerUnaryReactor* AccessService::GrantRole(Context* context,
                                                   const v1::GrantRoleRequest* request,
                                                   v1::Grant* response) {
  return RunUnary(backend_, context, request, response, dragoman::GrantRole);
}

grpc::ServerUnaryReactor* AccessService::RevokeRole(Context* context,
                                                    const v1::RevokeRoleRequest* request,
                                                    google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::RevokeRole);
}

grpc::ServerUnaryReactor* AccessService::ListGrants(Context* context,
                                                    const v1::ListGrantsRequest* request,
                                                    v1::ListGrantsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListGrants);
}

grpc::ServerUnaryReactor* AccessService::WhoAmI(Context* context, const v1::WhoAmIRequest* request,
                                                v1::WhoAmIResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::DescribeCaller);
}

grpc::ServerUnaryReactor* AccessService::ListAuditEntries(
    Context* context, const v1::ListAuditEntriesRequest* request,
    v1::ListAuditEntriesResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListAuditEntries);
}

}  // namespace dragoman
