#include "server/base/log.h"

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "server/base/clock.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

struct Event {
  std::string_view name;
  const LogFields& fields;
};

std::atomic<LogFormat> the_format = LogFormat::kText;

// The event that this thread is logging: spdlog takes a message alone, and formats it in the thread
// that logs it.
thread_local const Event* the_event = nullptr;

int64_t MicrosOf(spdlog::log_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

class JsonFormatter : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
    const auto level = spdlog::level::to_string_view(message.level);
    Json json = {{"time", FormatMicros(MicrosOf(message.time))},
                 {"level", std::string_view(level.data(), level.size())},
                 {"event", the_event == nullptr ? "message" : the_event->name},
                 {"message", std::string_view(message.payload.data(), message.payload.size())}};
    if (the_event != nullptr) {
      for (const auto& [name, value] : the_event->fields) {
        std::visit([&, &key = name](const auto& one) { json[std::string(key)] = one; }, value);
      }
    }
    // What is no UTF-8 (a message of the system's, say) does not spoil the line.
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    line.append(text.data(), text.data() + text.size());
    line.push_back('\n');
  }

  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonFormatter>();
  }
};

std::string WithFields(std::string_view message, const LogFields& fields) {
  std::string text(message);
  for (const auto& [name, value] : fields) {
    text += fmt::format(" {}=", name);
    std::visit([&](const auto& one) { text += fmt::format("{}", one); }, value);
  }
  return text;
}

}  // namespace

void StartLog(LogFormat format, spdlog::level::level_enum level) {
  the_format = format;
  spdlog::set_default_logger(spdlog::stderr_color_mt("dragomand"));
  if (format == LogFormat::kJson) {
    spdlog::set_formatter(std::make_unique<JsonFormatter>());
  } else {
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  }
  spdlog::set_level(level);
}

void LogEvent(spdlog::level::level_enum level, std::string_view event, std::string_view message,
              const LogFields& fields) {
  if (the_format == LogFormat::kText) {
    spdlog::log(level, "{}", WithFields(message, fields));
    return;
  }
  const Event here{event, fields};
  the_event = &here;
  spdlog::log(level, "{}", message);
  the_event = nullptr;
}

}  // namespace dragoman
