#include "server/engine/rights.h"

#include <algorithm>

#include "server/base/secret.h"
#include "server/engine/access.h"
#include "server/text/confusables.h"

namespace dragoman {
namespace {

constexpr size_t IndexOf(ResourceKind kind) { return kind == ResourceKind::kMemory ? 0 : 1; }

}  // namespace

void Rights::Add(std::string_view resource, Role role) {
  if (resource == kServerResource) on_server_ = role;
  if (const auto kind = KindOfName(resource)) {
    by_id_[IndexOf(*kind)][std::string(resource.substr(resource.find('/') + 1))] = role;
  }
}

Role Rights::On(ResourceKind kind, std::string_view id) const {
  const auto& roles = by_id_[IndexOf(kind)];
  const auto found = roles.find(ToAbsl(id));
  return found == roles.end() ? on_server_ : std::max(on_server_, found->second);
}

RightsTable::RightsTable(std::map<std::string, Token> tokens, std::map<GrantKey, Grant> grants)
    : tokens_(std::move(tokens)), grants_(std::move(grants)) {
  for (const auto& [id, token] : tokens_) rights_.try_emplace(token.principal);
  for (const auto& [key, grant] : grants_) rights_[grant.principal].Add(grant.resource, grant.role);
}

const Token* RightsTable::Find(std::string_view secret, int64_t now_micros) const {
  const auto found = tokens_.find(std::string(TokenIdIn(secret)));
  if (found == tokens_.end()) return nullptr;
  const Token& token = found->second;
  if (!EqualSecrets(Sha256(secret), token.secret_hash)) return nullptr;
  return token.expires_micros == 0 || now_micros < token.expires_micros ? &token : nullptr;
}

const Rights& RightsTable::Of(std::string_view principal) const {
  static const Rights none;
  const auto found = rights_.find(ToAbsl(principal));
  return found == rights_.end() ? none : found->second;
}

bool RightsTable::Knows(std::string_view principal) const {
  return rights_.contains(ToAbsl(principal));
}

std::string RightsTable::LookAlikeOf(std::string_view principal) const {
  for (const std::string_view reserved : {kLocalCaller, kAnyCaller}) {
    if (AreConfusable(principal, reserved)) return std::string(reserved);
  }
  for (const auto& [other, rights] : rights_) {
    if (other != principal && AreConfusable(principal, other)) return other;
  }
  return "";
}

}  // namespace dragoman
