// What each caller may do, as one immutable table: a request reads it without a lock, a change
// makes a new one.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "server/base/status.h"
#include "server/model/access.h"
#include "server/model/resource.h"

namespace dragoman {

// The roles of one principal. Immutable once the table is made.
class Rights {
 public:
  // Adds a role on "memories/ID", "glossaries/ID" or kServerResource.
  void Add(std::string_view resource, Role role);

  // The role on the server, which is the least on everything in it.
  Role on_server() const { return on_server_; }
  Role On(ResourceKind kind, std::string_view id) const;

 private:
  Role on_server_ = Role::kNone;
  std::array<absl::flat_hash_map<std::string, Role>, 2> by_id_;  // Of memories, of glossaries.
};

class RightsTable {
 public:
  using GrantKey = std::pair<std::string, std::string>;  // Principal and resource.

  RightsTable() = default;
  RightsTable(std::map<std::string, Token> tokens, std::map<GrantKey, Grant> grants);

  // By id, and by principal and resource.
  const std::map<std::string, Token>& tokens() const { return tokens_; }
  const std::map<GrantKey, Grant>& grants() const { return grants_; }

  // Returns the token whose secret this is, if it is valid at the time; else null.
  const Token* Find(std::string_view secret, int64_t now_micros) const;
  // Returns the principal's rights; it may have none.
  const Rights& Of(std::string_view principal) const;
  bool Knows(std::string_view principal) const;
  // Returns the name of another principal that this one could be taken for, "" when there is none.
  std::string LookAlikeOf(std::string_view principal) const;

 private:
  std::map<std::string, Token> tokens_;
  std::map<GrantKey, Grant> grants_;
  absl::flat_hash_map<std::string, Rights> rights_;  // Of every principal.
};

}  // namespace dragoman
