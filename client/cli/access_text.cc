// See access_text.h.
#include "client/cli/access_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <google/protobuf/util/time_util.h>

#include <charconv>

#include "client/cli/labels.h"
#include "client/cli/style.h"

namespace dragoman {
namespace {

Json TimeOrNull(bool is_set, const google::protobuf::Timestamp& time) {
  return is_set ? Json(TimeLabel(time)) : Json(nullptr);
}

// Returns what became of a call: "done", "refused" or "failed".
std::string_view OutcomeOf(const v1::AuditEntry& entry) {
  constexpr int kNotFound = 5;
  constexpr int kPermissionDenied = 7;
  constexpr int kUnauthenticated = 16;
  if (entry.code() == 0) return "done";
  const bool refused = entry.code() == kNotFound || entry.code() == kPermissionDenied ||
                       entry.code() == kUnauthenticated;
  return refused ? "refused" : "failed";
}

std::optional<int64_t> SecondsOf(char unit) {
  switch (unit) {
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86400;
    default:
      return std::nullopt;
  }
}

// Reads "90d" or "-2h" as seconds.
std::optional<int64_t> DurationOf(std::string_view word) {
  int64_t count = 0;
  if (word.size() < 2) return std::nullopt;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size() - 1, count);
  const auto unit = SecondsOf(word.back());
  constexpr int64_t kMost = 100'000'000;
  const bool whole = error == std::errc() && end == word.data() + word.size() - 1;
  if (!whole || !unit || count > kMost || count < -kMost) return std::nullopt;
  return count * *unit;
}

std::string_view NameOf(v1::Quota::Kind kind) {
  switch (kind) {
    case v1::Quota::CALLS:
      return "calls";
    case v1::Quota::BYTES:
      return "bytes";
    case v1::Quota::ENTRIES:
      return "entries";
    default:
      return "other";
  }
}

Json QuotaJson(const v1::Quota& quota) {
  return {{"kind", NameOf(quota.kind())},
          {"limit", quota.limit()},
          {"period_seconds", quota.period().seconds()},
          {"left", quota.left()}};
}

std::string QuotaText(const v1::Quota& quota) {
  constexpr int64_t kSecondsOfMinute = 60;
  const bool by_minute = quota.period().seconds() == kSecondsOfMinute;
  return fmt::format("  {} of {} {} a {} left\n", quota.left(), quota.limit(), NameOf(quota.kind()),
                     by_minute ? "minute" : "day");
}

}  // namespace

Json TokenJson(const v1::Token& token) {
  return {{"id", token.id()},
          {"principal", token.principal()},
          {"created", TimeLabel(token.create_time())},
          {"expires", TimeOrNull(token.has_expire_time(), token.expire_time())},
          {"creator", token.creator()}};
}

std::string TokenText(const v1::Token& token) {
  const std::string expiry =
      token.has_expire_time() ? fmt::format(", until {}", TimeLabel(token.expire_time())) : "";
  return fmt::format("{}  {}  made {} by {}{}\n", token.id(), Printable(token.principal()),
                     TimeLabel(token.create_time()), Printable(token.creator()), expiry);
}

Json GrantJson(const v1::Grant& grant) {
  return {{"principal", grant.principal()},
          {"role", LabelOf(grant.role())},
          {"resource", grant.resource()},
          {"created", TimeLabel(grant.create_time())},
          {"creator", grant.creator()}};
}

std::string GrantText(const v1::Grant& grant) {
  return fmt::format("{}  {}  {}\n", Printable(grant.principal()), LabelOf(grant.role()),
                     grant.resource() == "*" ? "everything" : grant.resource());
}

Json CallerJson(const v1::WhoAmIResponse& caller) {
  Json json = {{"principal", caller.principal()},
               {"token", caller.token_id()},
               {"expires", TimeOrNull(caller.has_expire_time(), caller.expire_time())},
               {"server_role", LabelOf(caller.server_role())},
               {"grants", Json::array()},
               {"quotas", Json::array()}};
  for (const v1::Grant& grant : caller.grants()) json["grants"].push_back(GrantJson(grant));
  for (const v1::Quota& quota : caller.quotas()) json["quotas"].push_back(QuotaJson(quota));
  return json;
}

std::string CallerText(const v1::WhoAmIResponse& caller) {
  std::string text = Printable(caller.principal());
  if (!caller.token_id().empty()) text += fmt::format(", token {}", caller.token_id());
  if (caller.has_expire_time()) text += fmt::format(", until {}", TimeLabel(caller.expire_time()));
  text += "\n";
  if (caller.grants().empty() && caller.server_role() != v1::ROLE_UNSPECIFIED) {
    text += fmt::format("  {}  everything\n", LabelOf(caller.server_role()));
  }
  for (const v1::Grant& grant : caller.grants()) {
    text += fmt::format("  {}  {}\n", LabelOf(grant.role()),
                        grant.resource() == "*" ? "everything" : grant.resource());
  }
  for (const v1::Quota& quota : caller.quotas()) text += QuotaText(quota);
  return text;
}

Json AuditEntryJson(const v1::AuditEntry& entry) {
  Json json = {{"time", TimeLabel(entry.time())},
               {"principal", entry.principal()},
               {"token", entry.token_id()},
               {"peer", entry.peer()},
               {"method", entry.method()},
               {"resources", Json::array()},
               {"details", entry.details()},
               {"outcome", OutcomeOf(entry)},
               {"code", entry.code()},
               {"revision", entry.revision()},
               {"suppressed", entry.suppressed()}};
  for (const std::string& resource : entry.resources()) json["resources"].push_back(resource);
  return json;
}

std::string AuditEntryText(const v1::AuditEntry& entry) {
  std::string text =
      fmt::format("{}  {}  {}  {}", TimeLabel(entry.time()),
                  entry.principal().empty() ? "(not known)" : Printable(entry.principal()),
                  OutcomeOf(entry), entry.method());
  for (const std::string& resource : entry.resources()) text += "  " + Printable(resource);
  if (!entry.details().empty()) text += "  " + Printable(entry.details());
  if (entry.revision() != 0) text += fmt::format("  revision {}", entry.revision());
  if (!entry.peer().empty()) text += "  from " + Printable(entry.peer());
  if (entry.suppressed() != 0) text += fmt::format("  and {} before it", entry.suppressed());
  return text + "\n";
}

std::optional<google::protobuf::Timestamp> MomentOf(std::string_view word, int64_t now_seconds) {
  google::protobuf::Timestamp moment;
  if (const auto seconds = DurationOf(word)) {
    moment.set_seconds(now_seconds + *seconds);
    return moment;
  }
  std::string text(word);
  if (text.find('T') == std::string::npos) text += "T00:00:00Z";
  if (!google::protobuf::util::TimeUtil::FromString(text, &moment)) return std::nullopt;
  return moment;
}

}  // namespace dragoman
