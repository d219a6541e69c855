#include "server/base/clock.h"

#include <absl/time/clock.h>
#include <absl/time/time.h>

namespace dragoman {

int64_t NowMicros() { return absl::ToUnixMicros(absl::Now()); }

std::string FormatMicros(int64_t micros) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", absl::FromUnixMicros(micros),
                          absl::UTCTimeZone());
}

}  // namespace dragoman
