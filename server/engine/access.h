// Tokens and roles: durable, changed here, read by every request as one immutable table.
#pragma once

#include <absl/synchronization/mutex.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/engine/audit_log.h"
#include "server/engine/rights.h"
#include "server/model/access.h"
#include "server/store/store.h"

namespace dragoman {

// The names of callers that need no token: on the server's own machine, or where it is open to all.
inline constexpr std::string_view kLocalCaller = "local";
inline constexpr std::string_view kAnyCaller = "anyone";
// Begins the name of a caller known by a certificate.
inline constexpr std::string_view kCertificatePrefix = "cert:";

// A token's secret: this, its id, "_", and 43 characters of random.
inline constexpr std::string_view kTokenPrefix = "dragoman_";
// Returns the id in a secret, "" when it has none.
std::string_view TokenIdIn(std::string_view secret);

struct IssuedToken {
  Token token;
  std::string secret;  // Kept nowhere.
};

// What an update of the rights asks for.
struct TokenRequest {
  std::string principal;
  int64_t expires_micros = 0;   // 0: never.
  std::vector<Grant> grants{};  // With resource and role; the rest is set here.
};

// Thread-safe.
class Access {
 public:
  // Errors: those of the store.
  // Lifetime: the store outlives it.
  static StatusOr<std::unique_ptr<Access>> Open(Store& store);

  // Returns the present table. In most calls without a lock.
  std::shared_ptr<const RightsTable> table() const;

  // Errors: InvalidArgument about "principal", "expire_time" or "grants[N].…"; AlreadyExists about
  //         "principal" when it looks like another; those of the store, as for all here.
  StatusOr<IssuedToken> CreateToken(const TokenRequest& request, std::string_view creator);
  // Errors: NotFound about "id".
  Status RevokeToken(std::string_view id);
  // Gives the principal of the grant its role on the resource, in place of the one it has there.
  //
  // Errors: InvalidArgument about a field; NotFound about "principal" when nobody of that name
  //         has a token;
  //         AlreadyExists as CreateToken, of names of certificates.
  StatusOr<Grant> GrantRole(Grant grant);
  // Errors: NotFound about "principal" when it has no role there.
  Status RevokeRole(std::string_view principal, std::string_view resource);
  // Takes every role on the resource: its name may come to mean another one.
  Status ForgetResource(std::string_view resource);

  AuditLog& audit() { return *audit_; }

 private:
  using Tokens = std::map<std::string, Token>;
  using Grants = std::map<RightsTable::GrantKey, Grant>;

  explicit Access(Store& store) : store_(store) {}
  Status Load();
  Status Commit(const Batch& batch, Tokens tokens, Grants grants)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(write_mutex_);
  void Publish(Tokens tokens, Grants grants);

  Store& store_;
  absl::Mutex write_mutex_;  // Held while rights change.
  Revision revision_ ABSL_GUARDED_BY(write_mutex_) = 0;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const RightsTable> table_ ABSL_GUARDED_BY(mutex_);
  std::atomic<uint64_t> version_ = 0;  // Of table_; no two tables of the process have the same.
  std::unique_ptr<AuditLog> audit_;
};

}  // namespace dragoman
