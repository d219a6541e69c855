// The log as lines for people or as JSON for programs. What is logged through spdlog directly is a
// message; an event has a name and fields beside it.
#pragma once

#include <spdlog/common.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dragoman {

enum class LogFormat : uint8_t { kText, kJson };

// Makes spdlog's default logger write to stderr: as lines of time, level and message, or as one
// JSON object a line with "time" (RFC 3339, UTC), "level", "event", "message" and the fields of the
// event.
void StartLog(LogFormat format, spdlog::level::level_enum level);

using LogFields = std::vector<std::pair<std::string_view, std::variant<std::string, int64_t>>>;

// Logs an event: in text its message and then its fields as name=value. Never a text of a user's,
// never a secret.
void LogEvent(spdlog::level::level_enum level, std::string_view event, std::string_view message,
              const LogFields& fields);

}  // namespace dragoman
