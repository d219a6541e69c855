// Answers about tokens, roles and the audit log: as lines for people and as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/cli/json_output.h"
#include "dragoman/v1/access_service.pb.h"

namespace dragoman {

// {"id", "principal", "created", "expires", "creator"}; "expires" is null for never.
Json TokenJson(const v1::Token& token);
std::string TokenText(const v1::Token& token);

// {"principal", "role", "resource", "created", "creator"}
Json GrantJson(const v1::Grant& grant);
std::string GrantText(const v1::Grant& grant);

// {"principal", "token", "expires", "server_role", "grants": [...]}
Json CallerJson(const v1::WhoAmIResponse& caller);
std::string CallerText(const v1::WhoAmIResponse& caller);

// {"time", "principal", "token", "peer", "method", "resources", "details", "outcome", "revision",
// "suppressed"}
Json AuditEntryJson(const v1::AuditEntry& entry);
std::string AuditEntryText(const v1::AuditEntry& entry);

// Returns the moment that is so long after `now` as "90d", "12h" or "30m" says; that long before it
// with a minus; or the moment "2026-05-01" or "2026-05-01T12:00:00Z" itself. Nullopt for other
// words.
std::optional<google::protobuf::Timestamp> MomentOf(std::string_view word, int64_t now_seconds);

}  // namespace dragoman
