// The one place where it is decided who a caller is and whether it may do what it asks.
#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/server_context.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/engine/access.h"
#include "server/model/resource.h"
#include "server/service/access_rules.h"
#include "server/service/quota.h"

namespace dragoman {

// Who calls and what it may do, as of one moment.
class Permit {
 public:
  // Of a caller that may do everything without being known, e.g. kLocalCaller.
  explicit Permit(std::string_view principal) : principal_(principal), is_open_(true) {}
  // Of a known caller; `token` may be null.
  Permit(std::shared_ptr<const RightsTable> table, std::string_view principal, const Token* token);

  // Whether it may read everything.
  bool sees_all() const { return is_open_ || rights_->on_server() >= Role::kReader; }
  // Whether it is known by name, so that its name stands at what it changes.
  bool is_known() const { return !is_open_; }
  const std::string& principal() const { return principal_; }
  const std::string& token_id() const { return token_id_; }

  Role on_server() const { return is_open_ ? Role::kAdmin : rights_->on_server(); }
  Role On(const NamedResource& resource) const;
  // The role on "memories/ID", "glossaries/ID" or kServerResource.
  Role On(std::string_view resource) const;

  // Returns who stands as the author of a change in "memories/ID" or "glossaries/ID" for which the
  // request gives an author: an administrator's word is taken, others are the author themselves.
  std::string AuthorIn(std::string_view resource, const std::string& given) const;

  // Of a caller that is not open.
  const Rights& rights() const { return *rights_; }
  const RightsTable& table() const { return *table_; }

 private:
  std::string principal_;
  std::string token_id_;
  bool is_open_ = false;
  std::shared_ptr<const RightsTable> table_;
  const Rights* rights_ = &NoRights();  // In the table.

  static const Rights& NoRights();
};

// Thread-safe.
class Gate {
 public:
  // `open_caller`: the name of those that need no token; "": everybody needs one, or a certificate.
  // `with_certificates`: whether clients may be known by theirs.
  //
  // Lifetime: access and quotas outlive it.
  Gate(Access& access, Quotas& quotas, std::string_view open_caller, bool with_certificates)
      : access_(access),
        quotas_(quotas),
        open_caller_(open_caller),
        with_certificates_(with_certificates) {}

  // Lets a request in. Whoever is refused learns nothing of what it may not see: that is NOT_FOUND,
  // in the words for what does not exist.
  //
  // Errors: Unauthenticated, PermissionDenied, NotFound; ResourceExhausted, with the time to wait,
  //         when a quota of the caller is used up.
  StatusOr<Permit> Admit(const grpc::CallbackServerContext& context, const MethodRule& rule,
                         const google::protobuf::Message& request) const;

  // Puts a change into the audit log, unless it changed nothing, and takes its entries off the
  // caller's quota. May wait for the disk.
  void Record(const grpc::CallbackServerContext& context, const MethodRule& rule,
              const Permit& permit, const google::protobuf::Message& request,
              const google::protobuf::Message& response, const Status& status) const;

  // Returns what the caller has left of each quota it has.
  std::vector<QuotaState> QuotasOf(const Permit& permit) const;

 private:
  Status TakeQuota(const Permit& permit, const MethodRule& rule,
                   const google::protobuf::Message& request) const;
  StatusOr<Permit> Identify(const grpc::CallbackServerContext& context) const;
  void NoteRefused(const grpc::CallbackServerContext& context, const MethodRule& rule,
                   const Permit* permit, const google::protobuf::Message& request,
                   const Status& status) const;

  Access& access_;
  Quotas& quotas_;
  const std::string open_caller_;
  const bool with_certificates_;
};

// Returns the name of the principal that a client's certificate stands for, "" when none was shown.
std::string CertificatePrincipal(const grpc::CallbackServerContext& context);

}  // namespace dragoman
