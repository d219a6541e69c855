#include "server/service/access_calls.h"

#include <array>

#include "server/engine/limits.h"
#include "server/service/request.h"

namespace dragoman {
namespace {

void Fill(const Token& token, v1::Token& message) {
  message.set_id(token.id);
  message.set_principal(token.principal);
  *message.mutable_create_time() = TimestampOf(token.created_micros);
  if (token.expires_micros != 0) {
    *message.mutable_expire_time() = TimestampOf(token.expires_micros);
  }
  message.set_creator(token.creator);
}

void Fill(const QuotaState& quota, v1::Quota& message) {
  constexpr std::array<v1::Quota::Kind, kQuotaKinds> kWireKinds = {
      v1::Quota::CALLS, v1::Quota::BYTES, v1::Quota::ENTRIES};
  message.set_kind(kWireKinds[static_cast<size_t>(quota.kind)]);
  message.set_limit(quota.limit);
  message.mutable_period()->set_seconds(absl::ToInt64Seconds(PeriodOf(quota.kind)));
  message.set_left(quota.left);
}

void Fill(const Grant& grant, v1::Grant& message) {
  message.set_principal(grant.principal);
  message.set_resource(grant.resource);
  message.set_role(ToWire(grant.role));
  *message.mutable_create_time() = TimestampOf(grant.created_micros);
  message.set_creator(grant.creator);
}

void Fill(const AuditRecord& record, v1::AuditEntry& message) {
  *message.mutable_time() = TimestampOf(record.time_micros);
  message.set_principal(record.principal);
  message.set_token_id(record.token_id);
  message.set_peer(record.peer);
  message.set_method(record.method);
  for (const std::string& resource : record.resources) message.add_resources(resource);
  message.set_details(record.details);
  message.set_code(record.code);
  message.set_revision(record.revision);
  message.set_suppressed(record.suppressed);
}

StatusOr<Role> KnownRole(v1::Role role) {
  if (role > v1::ROLE_UNSPECIFIED && role <= v1::ADMIN) return RoleOf(role);
  return FieldError("role", "required: READER, TRANSLATOR, TERMINOLOGIST or ADMIN");
}

// A role on something that does not exist (yet) would be one on whatever takes its name.
Status CheckExists(const Call& call, std::string_view field, std::string_view resource) {
  if (resource == kServerResource) return absl::OkStatus();
  if (const auto kind = KindOfName(resource)) {
    const auto found = call.registry().Get(*kind, resource);
    if (found.ok() || found.status().code() == StatusCode::kNotFound) return found.status();
    return FieldError(field, MessageOf(found.status()));
  }
  return FieldError(field, fmt::format("'{}' is no resource; write memories/ID, glossaries/ID or *",
                                       Shortened(resource)));
}

StatusOr<Grant> GrantOf(const Call& call, const v1::Grant& message) {
  ASSIGN_OR_RETURN(const Role role, KnownRole(message.role()));
  RETURN_IF_ERROR(CheckExists(call, "resource", message.resource()));
  return Grant{.principal = message.principal(),
               .resource = message.resource(),
               .role = role,
               .creator = call.permit.principal(),
               .created_micros = 0};
}

StatusOr<TokenRequest> TokenRequestOf(const Call& call, const v1::CreateTokenRequest& request) {
  TokenRequest asked{.principal = request.principal()};
  if (request.has_expire_time()) {
    ASSIGN_OR_RETURN(asked.expires_micros, MicrosOf("expire_time", request.expire_time()));
  }
  for (int i = 0; i < request.grants_size(); ++i) {
    StatusOr<Grant> grant = GrantOf(call, request.grants(i));
    if (!grant.ok()) return WithFieldPrefix(fmt::format("grants[{}]", i), grant.status());
    asked.grants.push_back(*std::move(grant));
  }
  return asked;
}

StatusOr<AuditQuery> AuditQueryOf(const v1::ListAuditEntriesRequest& request) {
  AuditQuery query{.principal = request.principal(), .resource = request.resource()};
  if (request.has_start_time()) {
    ASSIGN_OR_RETURN(query.start_micros, MicrosOf("start_time", request.start_time()));
  }
  if (request.has_end_time()) {
    ASSIGN_OR_RETURN(query.end_micros, MicrosOf("end_time", request.end_time()));
  }
  return query;
}

// The key of a grant in page tokens.
std::string PageKey(const Grant& grant) {
  return fmt::format("{}\n{}", grant.principal, grant.resource);
}

RightsTable::GrantKey GrantKeyOf(const std::string& page_key) {
  const size_t end = page_key.find('\n');
  if (end == std::string::npos) return {page_key, ""};
  return {page_key.substr(0, end), page_key.substr(end + 1)};
}

bool IsListed(const Call& call, const v1::ListGrantsRequest& request, const Grant& grant) {
  if (!request.principal().empty() && grant.principal != request.principal()) return false;
  if (!request.resource().empty() && grant.resource != request.resource()) return false;
  return call.permit.On(grant.resource) >= Role::kAdmin;
}

}  // namespace

Status CreateToken(const Call& call, const v1::CreateTokenRequest& request,
                   v1::CreateTokenResponse& response) {
  ASSIGN_OR_RETURN(const TokenRequest asked, TokenRequestOf(call, request));
  ASSIGN_OR_RETURN(IssuedToken issued,
                   call.backend.access.CreateToken(asked, call.permit.principal()));
  Fill(issued.token, *response.mutable_token());
  response.set_secret(std::move(issued.secret));
  return absl::OkStatus();
}

Status ListTokens(const Call& call, const v1::ListTokensRequest& request,
                  v1::ListTokensResponse& response) {
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const std::string from, ParsePageToken("tokens", request.page_token()));
  const auto table = call.backend.access.table();
  for (auto at = table->tokens().lower_bound(from); at != table->tokens().end(); ++at) {
    if (!request.principal().empty() && at->second.principal != request.principal()) continue;
    if (static_cast<size_t>(response.tokens_size()) == size) {
      response.set_next_page_token(FormatPageToken("tokens", at->first));
      break;
    }
    Fill(at->second, *response.add_tokens());
  }
  return absl::OkStatus();
}

Status RevokeToken(const Call& call, const v1::RevokeTokenRequest& request,
                   google::protobuf::Empty&) {
  return call.backend.access.RevokeToken(request.id());
}

Status GrantRole(const Call& call, const v1::GrantRoleRequest& request, v1::Grant& response) {
  v1::Grant asked;
  asked.set_principal(request.principal());
  asked.set_resource(request.resource());
  asked.set_role(request.role());
  ASSIGN_OR_RETURN(const Grant grant, GrantOf(call, asked));
  ASSIGN_OR_RETURN(const Grant granted, call.backend.access.GrantRole(grant));
  Fill(granted, response);
  return absl::OkStatus();
}

Status RevokeRole(const Call& call, const v1::RevokeRoleRequest& request,
                  google::protobuf::Empty&) {
  RETURN_IF_ERROR(CheckExists(call, "resource", request.resource()));
  return call.backend.access.RevokeRole(request.principal(), request.resource());
}

Status ListGrants(const Call& call, const v1::ListGrantsRequest& request,
                  v1::ListGrantsResponse& response) {
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const std::string from, ParsePageToken("grants", request.page_token()));
  if (!request.resource().empty()) {
    RETURN_IF_ERROR(CheckExists(call, "resource", request.resource()));
  }
  const auto table = call.backend.access.table();
  for (auto at = table->grants().lower_bound(GrantKeyOf(from)); at != table->grants().end(); ++at) {
    if (!IsListed(call, request, at->second)) continue;
    if (static_cast<size_t>(response.grants_size()) == size) {
      response.set_next_page_token(FormatPageToken("grants", PageKey(at->second)));
      break;
    }
    Fill(at->second, *response.add_grants());
  }
  return absl::OkStatus();
}

Status DescribeCaller(const Call& call, const v1::WhoAmIRequest&, v1::WhoAmIResponse& response) {
  const Permit& permit = call.permit;
  for (const QuotaState& quota : call.backend.gate.QuotasOf(permit)) {
    Fill(quota, *response.add_quotas());
  }
  response.set_principal(permit.principal());
  response.set_server_role(ToWire(permit.on_server()));
  if (!permit.is_known()) return absl::OkStatus();
  response.set_token_id(permit.token_id());
  const auto token = permit.table().tokens().find(permit.token_id());
  if (token != permit.table().tokens().end() && token->second.expires_micros != 0) {
    *response.mutable_expire_time() = TimestampOf(token->second.expires_micros);
  }
  const auto& grants = permit.table().grants();
  for (auto at = grants.lower_bound({permit.principal(), ""});
       at != grants.end() && at->first.first == permit.principal(); ++at) {
    Fill(at->second, *response.add_grants());
  }
  return absl::OkStatus();
}

Status ListAuditEntries(const Call& call, const v1::ListAuditEntriesRequest& request,
                        v1::ListAuditEntriesResponse& response) {
  ASSIGN_OR_RETURN(const size_t size,
                   PageSizeOf("page_size", request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const uint64_t from, ParseNumberToken("audit", request.page_token()));
  ASSIGN_OR_RETURN(const AuditQuery query, AuditQueryOf(request));
  ASSIGN_OR_RETURN(const AuditPage page, call.backend.access.audit().List(query, from, size));
  for (const AuditRecord& record : page.records) Fill(record, *response.add_entries());
  if (page.next) response.set_next_page_token(FormatNumberToken("audit", *page.next));
  return absl::OkStatus();
}

}  // namespace dragoman
