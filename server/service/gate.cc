#include "server/service/gate.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/base/clock.h"
#include "server/engine/catalog.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;

constexpr char kAuthorization[] = "authorization";
constexpr std::string_view kScheme = "Bearer ";
constexpr size_t kMostRecordedResources = 20;

// Returns the value of the header, "" when there is none.
std::string_view AuthorizationOf(const grpc::CallbackServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(kAuthorization);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

Status NeedsToken() {
  return Error(StatusCode::kUnauthenticated,
               "this server needs a token: send it as metadata 'authorization: Bearer TOKEN'; an "
               "administrator makes one");
}

// One text for all: it says nothing of which tokens there are.
Status InvalidToken() {
  return Error(StatusCode::kUnauthenticated,
               "the token is not valid: unknown, expired or revoked; ask an administrator for "
               "another");
}

std::string_view NameOf(Role role) {
  switch (role) {
    case Role::kNone:
      return "none";
    case Role::kReader:
      return "reader";
    case Role::kTranslator:
      return "translator";
    case Role::kTerminologist:
      return "terminologist";
    case Role::kAdmin:
      return "admin";
  }
  return "unknown";
}

std::string NameOf(const NamedResource& resource) {
  if (resource.id == kServerResource) return kServerResource;
  return fmt::format("{}/{}", CollectionOf(resource.kind), resource.id);
}

Status NeedsRole(Role needed, Role has, std::string_view resource) {
  const bool on_server = resource == kServerResource;
  return Error(StatusCode::kPermissionDenied,
               "this needs the role {} on {}; you have {}; ask an administrator for it",
               NameOf(needed), on_server ? "the server" : resource, NameOf(has));
}

Status CheckRole(const Permit& permit, const MethodRule& rule, const NamedResource& resource) {
  const Role has = permit.On(resource);
  const Role needed = rule.RoleOn(resource.kind);
  if (has >= needed) return absl::OkStatus();
  const bool is_hidden = has == Role::kNone && resource.id != kServerResource;
  if (is_hidden) return NoSuchResource(resource.kind, resource.id);
  return NeedsRole(needed, has, NameOf(resource));
}

// Checks every resource that the request names: of several wrong ones the first counts, hidden ones
// before others.
Status CheckNamed(const Permit& permit, const MethodRule& rule, const pb::Message& request) {
  // Whoever has the greater of both roles on the server has it on everything.
  const Role greatest =
      std::max(rule.RoleOn(ResourceKind::kMemory), rule.RoleOn(ResourceKind::kGlossary));
  if (permit.on_server() >= greatest) return absl::OkStatus();
  Status hidden;
  Status lesser;
  rule.Visit(request, [&](const NamedResource& resource) {
    const Status status = CheckRole(permit, rule, resource);
    (status.code() == StatusCode::kNotFound ? hidden : lesser).Update(status);
  });
  return hidden.ok() ? lesser : hidden;
}

Status CheckAccessRule(const Permit& permit, const MethodRule& rule, const pb::Message& request) {
  switch (rule.access().scope()) {
    case v1::AccessRule::CALLER:
      return absl::OkStatus();
    case v1::AccessRule::NAMED:
      return CheckNamed(permit, rule, request);
    case v1::AccessRule::SERVER: {
      const Role needed = dragoman::RoleOf(rule.access().role());
      if (permit.on_server() >= needed) return absl::OkStatus();
      return NeedsRole(needed, permit.on_server(), kServerResource);
    }
    default:
      return Error(StatusCode::kPermissionDenied, "no rule says who may call this method");
  }
}

// Returns a record without what a change did.
AuditRecord RecordOf(const grpc::CallbackServerContext& context, const MethodRule& rule,
                     const pb::Message& request, const Status& status) {
  AuditRecord record;
  record.peer = context.peer();
  record.method = rule.method();
  record.code = static_cast<int32_t>(status.code());
  record.details = rule.RecordedOf(request);
  rule.Visit(request, [&record](const NamedResource& resource) {
    if (record.resources.size() < kMostRecordedResources) {
      record.resources.push_back(NameOf(resource));
    }
  });
  if (record.resources.empty() && rule.access().scope() == v1::AccessRule::SERVER) {
    record.resources.push_back(kServerResource);
  }
  return record;
}

// Returns the field of that name and type, or null.
const pb::FieldDescriptor* FieldNamed(const pb::Message& message, const char* name,
                                      pb::FieldDescriptor::CppType type) {
  const pb::FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field != nullptr && field->cpp_type() == type ? field : nullptr;
}

bool HasFlag(const pb::Message& message, const char* name) {
  const auto* field = FieldNamed(message, name, pb::FieldDescriptor::CPPTYPE_BOOL);
  return field != nullptr && message.GetReflection()->GetBool(message, field);
}

// Whether the request only asks what would be changed.
bool IsRehearsal(const pb::Message& request) {
  const auto* settings = FieldNamed(request, "settings", pb::FieldDescriptor::CPPTYPE_MESSAGE);
  const pb::Message& asked =
      settings == nullptr ? request : request.GetReflection()->GetMessage(request, settings);
  return HasFlag(asked, "validate_only") || HasFlag(asked, "check_only");
}

// Adds the revision and the counts that a response has, e.g. "stored=3 merged=1".
void AddOutcome(const pb::Message& response, AuditRecord& record) {
  const pb::Reflection& reflection = *response.GetReflection();
  if (const auto* field = FieldNamed(response, "revision", pb::FieldDescriptor::CPPTYPE_UINT64)) {
    record.revision = reflection.GetUInt64(response, field);
  }
  const auto* account = FieldNamed(response, "account", pb::FieldDescriptor::CPPTYPE_MESSAGE);
  if (account == nullptr) return;
  const pb::Message& counts = reflection.GetMessage(response, account);
  for (int i = 0; i < counts.GetDescriptor()->field_count(); ++i) {
    const pb::FieldDescriptor* field = counts.GetDescriptor()->field(i);
    const uint64_t count = counts.GetReflection()->GetUInt64(counts, field);
    if (count == 0) continue;
    record.details +=
        fmt::format("{}{}={}", record.details.empty() ? "" : " ", field->name(), count);
  }
}

// Returns how many units or concepts a change stored or changed.
uint64_t EntriesWritten(const pb::Message& response) {
  const auto* account = FieldNamed(response, "account", pb::FieldDescriptor::CPPTYPE_MESSAGE);
  if (account == nullptr) return 1;
  const pb::Message& counts = response.GetReflection()->GetMessage(response, account);
  uint64_t written = 0;
  for (const char* name : {"stored", "merged"}) {
    const auto* field = FieldNamed(counts, name, pb::FieldDescriptor::CPPTYPE_UINT64);
    if (field != nullptr) written += counts.GetReflection()->GetUInt64(counts, field);
  }
  return written;
}

// Administrators of the server, who have to mend what others broke, have no quota. Callers who need
// no token are administrators too, and have one: of those nobody knows who they are.
bool HasQuota(const Permit& permit) {
  return !permit.is_known() || permit.on_server() < Role::kAdmin;
}

// Whether something may have been changed: an error of the caller's says that nothing was.
bool MayHaveChanged(const Status& status) {
  switch (status.code()) {
    case StatusCode::kOk:
    case StatusCode::kUnknown:
    case StatusCode::kInternal:
    case StatusCode::kDataLoss:
    case StatusCode::kUnavailable:
    case StatusCode::kCancelled:
    case StatusCode::kDeadlineExceeded:
      return true;
    default:
      return false;
  }
}

}  // namespace

const Rights& Permit::NoRights() {
  static const Rights none;
  return none;
}

Permit::Permit(std::shared_ptr<const RightsTable> table, std::string_view principal,
               const Token* token)
    : principal_(principal),
      token_id_(token == nullptr ? "" : token->id),
      table_(std::move(table)),
      rights_(&table_->Of(principal_)) {}

Role Permit::On(const NamedResource& resource) const {
  if (is_open_) return Role::kAdmin;
  if (resource.id == kServerResource) return rights_->on_server();
  return rights_->On(resource.kind, resource.id);
}

Role Permit::On(std::string_view resource) const {
  if (is_open_ || resource == kServerResource) return on_server();
  const ResourceKind kind = KindOfName(resource).value_or(ResourceKind::kGlossary);
  const auto id = ParseResourceId(kind, resource);
  return id.ok() ? rights_->On(kind, *id) : Role::kNone;
}

std::string Permit::AuthorIn(std::string_view resource, const std::string& given) const {
  if (is_open_) return given;
  const bool is_taken = !given.empty() && On(resource) >= Role::kAdmin;
  return is_taken ? given : principal_;
}

std::string CertificatePrincipal(const grpc::CallbackServerContext& context) {
  const auto auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return "";
  for (const char* property : {"x509_common_name", "x509_subject_alternative_name"}) {
    const auto values = auth->FindPropertyValues(property);
    if (values.empty() || values.front().empty()) continue;
    return fmt::format("{}{}", kCertificatePrefix,
                       std::string_view(values.front().data(), values.front().size()));
  }
  return "";
}

StatusOr<Permit> Gate::Identify(const grpc::CallbackServerContext& context) const {
  const std::string_view authorization = AuthorizationOf(context);
  if (!authorization.empty()) {
    auto table = access_.table();
    if (!authorization.starts_with(kScheme)) return InvalidToken();
    const Token* token = table->Find(authorization.substr(kScheme.size()), NowMicros());
    if (token == nullptr) return InvalidToken();
    return Permit(std::move(table), token->principal, token);
  }
  const std::string principal = with_certificates_ ? CertificatePrincipal(context) : "";
  if (!principal.empty()) {
    return Permit(access_.table(), principal, nullptr);
  }
  if (!open_caller_.empty()) return Permit(open_caller_);
  return NeedsToken();
}

StatusOr<Permit> Gate::Admit(const grpc::CallbackServerContext& context, const MethodRule& rule,
                             const pb::Message& request) const {
  StatusOr<Permit> permit = Identify(context);
  if (!permit.ok()) {
    NoteRefused(context, rule, nullptr, request, permit.status());
    return permit;
  }
  if (const Status allowed = CheckAccessRule(*permit, rule, request); !allowed.ok()) {
    NoteRefused(context, rule, &*permit, request, allowed);
    return allowed;
  }
  RETURN_IF_ERROR(TakeQuota(*permit, rule, request));
  return permit;
}

Status Gate::TakeQuota(const Permit& permit, const MethodRule& rule,
                       const pb::Message& request) const {
  // Who asks what is left is told.
  const bool is_free = rule.access().scope() == v1::AccessRule::CALLER;
  if (quotas_.empty() || is_free || !HasQuota(permit)) return absl::OkStatus();
  const bool writes = rule.access().changes() && !IsRehearsal(request);
  return quotas_.Take(permit.principal(), {1, request.ByteSizeLong(), 0}, writes, absl::Now());
}

std::vector<QuotaState> Gate::QuotasOf(const Permit& permit) const {
  if (quotas_.empty() || !HasQuota(permit)) return {};
  return quotas_.LeftOf(permit.principal(), absl::Now());
}

void Gate::NoteRefused(const grpc::CallbackServerContext& context, const MethodRule& rule,
                       const Permit* permit, const pb::Message& request,
                       const Status& status) const {
  AuditRecord record = RecordOf(context, rule, request, status);
  if (permit != nullptr) {
    record.principal = permit->principal();
    record.token_id = permit->token_id();
  }
  access_.audit().NoteRefused(std::move(record));
}

void Gate::Record(const grpc::CallbackServerContext& context, const MethodRule& rule,
                  const Permit& permit, const pb::Message& request, const pb::Message& response,
                  const Status& status) const {
  if (!rule.access().changes() || !MayHaveChanged(status) || IsRehearsal(request)) return;
  if (!quotas_.empty() && HasQuota(permit)) {
    quotas_.Charge(permit.principal(), {0, 0, EntriesWritten(response)}, absl::Now());
  }
  AuditRecord record = RecordOf(context, rule, request, status);
  record.principal = permit.principal();
  record.token_id = permit.token_id();
  AddOutcome(response, record);
  // A caller without a name says little: its record need not be waited for.
  if (!permit.is_known()) return access_.audit().Note(std::move(record));
  if (const Status written = access_.audit().Write(record); !written.ok()) {
    spdlog::error("the audit log has yet to take {} by '{}': {}", record.method, record.principal,
                  MessageOf(written));
  }
}

}  // namespace dragoman
