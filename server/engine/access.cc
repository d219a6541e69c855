#include "server/engine/access.h"

#include <absl/strings/escaping.h>

#include <algorithm>

#include "server/base/clock.h"
#include "server/base/secret.h"
#include "server/base/utf8.h"
#include "server/engine/sure_commit.h"
#include "server/store/codec.h"
#include "server/store/keys.h"
#include "server/store/scan_all.h"
#include "server/text/confusables.h"

namespace dragoman {
namespace {

constexpr size_t kIdBytes = 8;
constexpr size_t kSecretBytes = 32;
constexpr size_t kMaxGrantsOfToken = 100;
constexpr size_t kMaxCertificateNameBytes = 200;

// Reads all values of a range with `decode` and gives each to `take`.
template <typename Decode, typename Take>
Status ReadAll(Store& store, KeyRange range, Decode decode, Take take) {
  const auto take_item = [&](const KeyValue& item) -> Status {
    ASSIGN_OR_RETURN(auto value, decode(item.value));
    take(std::move(value));
    return absl::OkStatus();
  };
  return ScanAll(store, kAccessShard, std::move(range), kScanItems, take_item).status();
}

Status LooksLike(std::string_view principal, std::string_view other) {
  return FieldError("principal",
                    fmt::format("'{}' is hard to tell from '{}'; choose another name",
                                Shortened(principal), Shortened(other)),
                    StatusCode::kAlreadyExists);
}

Status CheckPrincipal(std::string_view principal, const RightsTable& table) {
  if (principal == kLocalCaller || principal == kAnyCaller) {
    return FieldError("principal", fmt::format("'{}' is the name of callers without a token; "
                                               "choose another",
                                               principal));
  }
  if (const std::string other = table.LookAlikeOf(principal); !other.empty()) {
    return LooksLike(principal, other);
  }
  return absl::OkStatus();
}

Status CheckTokenPrincipal(std::string_view principal, const RightsTable& table) {
  const Status safe = CheckSafeName(principal);
  if (!safe.ok()) return FieldError("principal", MessageOf(safe));
  return CheckPrincipal(principal, table);
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

Status CheckCertificateName(std::string_view principal, const RightsTable& table) {
  if (HasControls(principal) || principal.size() == kCertificatePrefix.size() ||
      principal.size() > kMaxCertificateNameBytes || FirstInvalidUtf8(principal)) {
    return FieldError("principal", fmt::format("'{}' names no certificate; write cert:NAME, at "
                                               "most {} bytes of UTF-8",
                                               Shortened(principal), kMaxCertificateNameBytes));
  }
  return CheckPrincipal(principal, table);
}

Status CheckGrantee(std::string_view principal, const RightsTable& table) {
  if (principal.starts_with(kCertificatePrefix)) return CheckCertificateName(principal, table);
  if (table.Knows(principal)) return absl::OkStatus();
  return FieldError("principal",
                    fmt::format("no '{}' has a token; create one first, or name a certificate as "
                                "cert:NAME",
                                Shortened(principal)),
                    StatusCode::kNotFound);
}

bool IsResource(std::string_view resource) {
  if (resource == kServerResource) return true;
  const auto kind = KindOfName(resource);
  return kind && ParseResourceId(*kind, resource).ok();
}

Status CheckGrant(const Grant& grant) {
  if (!IsResource(grant.resource)) {
    return FieldError("resource", fmt::format("'{}' is no resource; write memories/ID, "
                                              "glossaries/ID or *",
                                              Shortened(grant.resource)));
  }
  if (grant.role != Role::kNone) return absl::OkStatus();
  return FieldError("role", "required: READER, TRANSLATOR, TERMINOLOGIST or ADMIN");
}

Status CheckExpiry(int64_t expires_micros, int64_t now) {
  if (expires_micros == 0 || expires_micros > now) return absl::OkStatus();
  return FieldError("expire_time", fmt::format("{} has passed; give a time in the future",
                                               FormatMicros(expires_micros)));
}

Status CheckGrants(const TokenRequest& request) {
  if (request.grants.size() > kMaxGrantsOfToken) {
    return FieldError("grants", fmt::format("{} given; a token takes at most {}",
                                            request.grants.size(), kMaxGrantsOfToken));
  }
  for (size_t i = 0; i < request.grants.size(); ++i) {
    const std::string field = fmt::format("grants[{}]", i);
    RETURN_IF_ERROR(WithFieldPrefix(field, CheckGrant(request.grants[i])));
    if (const std::string& of = request.grants[i].principal;
        !of.empty() && of != request.principal) {
      return FieldError(field + ".principal",
                        fmt::format("'{}' is not the token's; leave it empty", Shortened(of)));
    }
  }
  return absl::OkStatus();
}

// Makes a token and its secret, which begins with the token's id.
StatusOr<IssuedToken> NewToken(const TokenRequest& request, std::string_view creator, int64_t now) {
  ASSIGN_OR_RETURN(const std::string id, RandomBytes(kIdBytes));
  ASSIGN_OR_RETURN(const std::string random, RandomBytes(kSecretBytes));
  IssuedToken issued;
  issued.token = {.id = absl::BytesToHexString(id),
                  .principal = request.principal,
                  .secret_hash = {},
                  .creator = std::string(creator),
                  .created_micros = now,
                  .expires_micros = request.expires_micros};
  issued.secret =
      fmt::format("{}{}_{}", kTokenPrefix, issued.token.id, absl::WebSafeBase64Escape(random));
  issued.token.secret_hash = Sha256(issued.secret);
  return issued;
}

void Put(Batch& batch, const Grant& grant) {
  batch.puts.push_back({GrantKey(grant.principal, grant.resource), EncodeGrant(grant)});
}

}  // namespace

std::string_view TokenIdIn(std::string_view secret) {
  if (!secret.starts_with(kTokenPrefix)) return {};
  const std::string_view rest = secret.substr(kTokenPrefix.size());
  const size_t end = rest.find('_');
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

StatusOr<std::unique_ptr<Access>> Access::Open(Store& store) {
  std::unique_ptr<Access> access(new Access(store));
  RETURN_IF_ERROR(access->Load());
  ASSIGN_OR_RETURN(access->audit_, AuditLog::Open(store));
  return access;
}

Status Access::Load() {
  const absl::MutexLock lock(&write_mutex_);
  ASSIGN_OR_RETURN(revision_, store_.Head(kAccessShard));
  Tokens tokens;
  Grants grants;
  RETURN_IF_ERROR(ReadAll(store_, AllTokens(), DecodeToken, [&tokens](Token token) {
    std::string id = token.id;
    tokens[std::move(id)] = std::move(token);
  }));
  RETURN_IF_ERROR(ReadAll(store_, AllGrants(), DecodeGrant, [&grants](Grant grant) {
    RightsTable::GrantKey key{grant.principal, grant.resource};
    grants[std::move(key)] = std::move(grant);
  }));
  Publish(std::move(tokens), std::move(grants));
  return absl::OkStatus();
}

// A thread keeps the table it read last and asks only whether there is a newer one.
std::shared_ptr<const RightsTable> Access::table() const {
  struct Kept {
    uint64_t version = 0;
    std::shared_ptr<const RightsTable> table;
  };
  thread_local Kept kept;
  if (kept.version != version_.load(std::memory_order_acquire)) {
    const absl::MutexLock lock(&mutex_);
    kept = {version_.load(std::memory_order_relaxed), table_};
  }
  return kept.table;
}

StatusOr<IssuedToken> Access::CreateToken(const TokenRequest& request, std::string_view creator) {
  const absl::MutexLock lock(&write_mutex_);
  const auto present = table();
  const int64_t now = NowMicros();
  RETURN_IF_ERROR(CheckTokenPrincipal(request.principal, *present));
  RETURN_IF_ERROR(CheckExpiry(request.expires_micros, now));
  RETURN_IF_ERROR(CheckGrants(request));
  ASSIGN_OR_RETURN(IssuedToken issued, NewToken(request, creator, now));
  Tokens tokens = present->tokens();
  Grants grants = present->grants();
  for (Grant grant : request.grants) {
    grant.principal = request.principal;
    grant.creator = creator;
    grant.created_micros = now;
    grants[{grant.principal, grant.resource}] = grant;
  }
  Batch batch;
  batch.puts.push_back({TokenKey(issued.token.id), EncodeToken(issued.token)});
  for (const auto& [key, grant] : grants) {
    if (!present->grants().contains(key) || present->grants().at(key) != grant) Put(batch, grant);
  }
  tokens[issued.token.id] = issued.token;
  RETURN_IF_ERROR(Commit(batch, std::move(tokens), std::move(grants)));
  return issued;
}

Status Access::RevokeToken(std::string_view id) {
  const absl::MutexLock lock(&write_mutex_);
  Tokens tokens = table()->tokens();
  if (tokens.erase(std::string(id)) == 0) {
    return FieldError("id", fmt::format("no token '{}'", Shortened(id)), StatusCode::kNotFound);
  }
  Batch batch;
  batch.deletes.push_back(TokenKey(id));
  return Commit(batch, std::move(tokens), table()->grants());
}

StatusOr<Grant> Access::GrantRole(Grant grant) {
  const absl::MutexLock lock(&write_mutex_);
  const auto present = table();
  RETURN_IF_ERROR(CheckGrant(grant));
  RETURN_IF_ERROR(CheckGrantee(grant.principal, *present));
  grant.created_micros = NowMicros();
  Grants grants = present->grants();
  grants[{grant.principal, grant.resource}] = grant;
  Batch batch;
  Put(batch, grant);
  RETURN_IF_ERROR(Commit(batch, present->tokens(), std::move(grants)));
  return grant;
}

Status Access::RevokeRole(std::string_view principal, std::string_view resource) {
  const absl::MutexLock lock(&write_mutex_);
  Grants grants = table()->grants();
  if (grants.erase({std::string(principal), std::string(resource)}) == 0) {
    return FieldError(
        "principal",
        fmt::format("'{}' has no role on '{}'", Shortened(principal), Shortened(resource)),
        StatusCode::kNotFound);
  }
  Batch batch;
  batch.deletes.push_back(GrantKey(principal, resource));
  return Commit(batch, table()->tokens(), std::move(grants));
}

Status Access::ForgetResource(std::string_view resource) {
  const absl::MutexLock lock(&write_mutex_);
  Grants grants = table()->grants();
  Batch batch;
  for (const auto& [key, grant] : table()->grants()) {
    if (grant.resource != resource) continue;
    grants.erase(key);
    batch.deletes.push_back(GrantKey(grant.principal, grant.resource));
  }
  if (batch.deletes.empty()) return absl::OkStatus();
  return Commit(batch, table()->tokens(), std::move(grants));
}

Status Access::Commit(const Batch& batch, Tokens tokens, Grants grants) {
  RETURN_IF_ERROR(CommitNext(store_, kAccessShard, revision_, batch));
  Publish(std::move(tokens), std::move(grants));
  return absl::OkStatus();
}

void Access::Publish(Tokens tokens, Grants grants) {
  static std::atomic<uint64_t> last_version = 0;
  auto made = std::make_shared<const RightsTable>(std::move(tokens), std::move(grants));
  const absl::MutexLock lock(&mutex_);
  table_ = std::move(made);
  version_.store(++last_version, std::memory_order_release);
}

}  // namespace dragoman
