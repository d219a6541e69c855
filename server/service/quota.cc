#include "server/service/quota.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "server/base/retry_delay.h"

namespace dragoman {
namespace {

constexpr std::array<QuotaKind, kQuotaKinds> kKinds = {QuotaKind::kCalls, QuotaKind::kBytes,
                                                       QuotaKind::kEntries};
constexpr std::array<std::string_view, kQuotaKinds> kNames = {"calls", "bytes", "entries"};
constexpr std::string_view kNone = "none";

size_t IndexOf(QuotaKind kind) { return static_cast<size_t>(kind); }

Status WrongRule(std::string_view text) {
  return FieldError("quota", fmt::format("'{}' is none: write [PRINCIPAL:]calls=N, bytes=N (a "
                                         "minute) or entries=N (a day), N above 0 or none",
                                         Shortened(text)));
}

Status QuotaIsUsedUp(QuotaKind kind, uint64_t limit, absl::Duration wait) {
  const bool by_day = kind == QuotaKind::kEntries;
  return WithRetryDelay(
      Error(StatusCode::kResourceExhausted,
            "your quota of {} {} a {} is used up; try again in {} s, or ask the server's operator "
            "for more",
            limit, kNames[IndexOf(kind)], by_day ? "day" : "minute",
            absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1)))),
      wait);
}

}  // namespace

absl::Duration PeriodOf(QuotaKind kind) {
  return kind == QuotaKind::kEntries ? absl::Hours(24) : absl::Minutes(1);
}

StatusOr<QuotaRule> ParseQuotaRule(std::string_view text) {
  const size_t equals = text.rfind('=');
  if (equals == std::string_view::npos) return WrongRule(text);
  const std::string_view value = text.substr(equals + 1);
  std::string_view name = text.substr(0, equals);
  QuotaRule rule;
  // Names of certificates have a colon themselves.
  if (const size_t colon = name.rfind(':'); colon != std::string_view::npos) {
    rule.principal = name.substr(0, colon);
    if (rule.principal.empty()) return WrongRule(text);
    name.remove_prefix(colon + 1);
  }
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return WrongRule(text);
  rule.kind = kKinds[static_cast<size_t>(found - kNames.begin())];
  if (value == kNone) return rule;
  const char* const end = value.data() + value.size();
  const auto parsed = std::from_chars(value.data(), end, rule.limit);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
  if (!is_number || rule.limit == 0 || rule.limit > uint64_t{1} << 50) return WrongRule(text);
  return rule;
}

Quotas::Quotas(const std::vector<QuotaRule>& rules) : rules_(rules) {}

Status Quotas::Take(std::string_view principal, const QuotaCost& cost, bool writes,
                    absl::Time now) {
  const absl::MutexLock lock(&mutex_);
  Buckets& buckets = Filled(principal, now);
  for (const QuotaKind kind : kKinds) {
    const size_t i = IndexOf(kind);
    const bool is_asked = cost[i] > 0 || (kind == QuotaKind::kEntries && writes);
    if (buckets.limits[i] == 0 || !is_asked || buckets.left[i] >= 1) continue;
    const absl::Duration wait = PeriodOf(kind) * ((1 - buckets.left[i]) / buckets.limits[i]);
    return QuotaIsUsedUp(kind, static_cast<uint64_t>(buckets.limits[i]), wait);
  }
  for (size_t i = 0; i < kQuotaKinds; ++i) buckets.left[i] -= static_cast<double>(cost[i]);
  return absl::OkStatus();
}

void Quotas::Charge(std::string_view principal, const QuotaCost& cost, absl::Time now) {
  const absl::MutexLock lock(&mutex_);
  Buckets& buckets = Filled(principal, now);
  for (size_t i = 0; i < kQuotaKinds; ++i) buckets.left[i] -= static_cast<double>(cost[i]);
}

std::vector<QuotaState> Quotas::LeftOf(std::string_view principal, absl::Time now) {
  std::vector<QuotaState> states;
  const absl::MutexLock lock(&mutex_);
  const Buckets& buckets = Filled(principal, now);
  for (const QuotaKind kind : kKinds) {
    const size_t i = IndexOf(kind);
    if (buckets.limits[i] == 0) continue;
    states.push_back({.kind = kind,
                      .limit = static_cast<uint64_t>(buckets.limits[i]),
                      .left = static_cast<int64_t>(std::floor(buckets.left[i]))});
  }
  return states;
}

// A caller's own rule counts before that for everybody; of several the last.
Quotas::Limits Quotas::LimitsOf(std::string_view principal) const {
  Limits limits{};
  for (const bool own : {false, true}) {
    for (const QuotaRule& rule : rules_) {
      if (own ? rule.principal != principal : !rule.principal.empty()) continue;
      limits[IndexOf(rule.kind)] = static_cast<double>(rule.limit);
    }
  }
  return limits;
}

Quotas::Buckets& Quotas::Filled(std::string_view principal, absl::Time now) {
  const auto [found, is_new] = buckets_.try_emplace(std::string(principal));
  Buckets& buckets = found->second;
  if (is_new) {
    buckets.limits = LimitsOf(principal);
    buckets.left = buckets.limits;
    buckets.filled = now;
  }
  const absl::Duration since = std::max(now - buckets.filled, absl::ZeroDuration());
  for (const QuotaKind kind : kKinds) {
    const size_t i = IndexOf(kind);
    const double more = buckets.limits[i] * absl::FDivDuration(since, PeriodOf(kind));
    buckets.left[i] = std::min(buckets.limits[i], buckets.left[i] + more);
  }
  buckets.filled = std::max(buckets.filled, now);
  return buckets;
}

}  // namespace dragoman
