// What each caller may do in a period: calls and bytes a minute, entries a day.
//
// A caller has a bucket of each kind, full at first, which fills evenly: a quota of 600 calls a
// minute lets 600 calls through at once, then ten a second. What is taken may be more than there
// is, for a request is not known to be too large before it is done: then the bucket is below zero,
// and nothing is let through until it is above again.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"

namespace dragoman {

enum class QuotaKind : uint8_t { kCalls = 0, kBytes = 1, kEntries = 2 };
inline constexpr size_t kQuotaKinds = 3;

// Calls and bytes are counted by the minute, entries by the day.
absl::Duration PeriodOf(QuotaKind kind);

// One quota as it is configured.
struct QuotaRule {
  std::string principal{};  // "": everybody who has no rule of that kind.
  QuotaKind kind = QuotaKind::kCalls;
  uint64_t limit = 0;  // In a period; 0: none.
};

// Parses "[PRINCIPAL:]calls=N", "…bytes=N" or "…entries=N", where N may be "none".
//
// Errors: InvalidArgument about "quota".
StatusOr<QuotaRule> ParseQuotaRule(std::string_view text);

// What a request takes.
using QuotaCost = std::array<uint64_t, kQuotaKinds>;

// What a caller has left.
struct QuotaState {
  QuotaKind kind = QuotaKind::kCalls;
  uint64_t limit = 0;
  int64_t left = 0;
};

// Thread-safe.
class Quotas {
 public:
  explicit Quotas(const std::vector<QuotaRule>& rules);

  // Takes the cost, or nothing when a bucket that the cost is of, or that of the entries for one
  // that `writes`, is empty.
  //
  // Errors: ResourceExhausted with the time to wait.
  Status Take(std::string_view principal, const QuotaCost& cost, bool writes, absl::Time now);
  // Takes what was not known before.
  void Charge(std::string_view principal, const QuotaCost& cost, absl::Time now);
  // Returns what is left of each quota that the caller has.
  std::vector<QuotaState> LeftOf(std::string_view principal, absl::Time now);

  bool empty() const { return rules_.empty(); }

 private:
  using Limits = std::array<double, kQuotaKinds>;  // 0: none.
  struct Buckets {
    Limits limits{};
    std::array<double, kQuotaKinds> left{};
    absl::Time filled;
  };

  Limits LimitsOf(std::string_view principal) const;
  Buckets& Filled(std::string_view principal, absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::vector<QuotaRule> rules_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Buckets> buckets_ ABSL_GUARDED_BY(mutex_);  // By principal.
};

}  // namespace dragoman
