// Wall time for records and messages, in whole microseconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <string>

namespace dragoman {

// Returns the present time in microseconds since the epoch.
int64_t NowMicros();

// Returns a time as RFC 3339 in UTC, e.g. "2026-11-23T10:05:00.123456Z".
std::string FormatMicros(int64_t micros);

}  // namespace dragoman
