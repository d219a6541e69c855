// The methods of AccessService.
#pragma once

#include "dragoman/v1/access_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status CreateToken(const Call& call, const v1::CreateTokenRequest& request,
                   v1::CreateTokenResponse& response);
Status ListTokens(const Call& call, const v1::ListTokensRequest& request,
                  v1::ListTokensResponse& response);
Status RevokeToken(const Call& call, const v1::RevokeTokenRequest& request,
                   google::protobuf::Empty& response);
Status GrantRole(const Call& call, const v1::GrantRoleRequest& request, v1::Grant& response);
Status RevokeRole(const Call& call, const v1::RevokeRoleRequest& request,
                  google::protobuf::Empty& response);
Status ListGrants(const Call& call, const v1::ListGrantsRequest& request,
                  v1::ListGrantsResponse& response);
Status DescribeCaller(const Call& call, const v1::WhoAmIRequest& request,
                      v1::WhoAmIResponse& response);
Status ListAuditEntries(const Call& call, const v1::ListAuditEntriesRequest& request,
                        v1::ListAuditEntriesResponse& response);

}  // namespace dragoman
