#include "server/base/status.h"

#include <absl/strings/cord.h>

namespace dragoman {
namespace {
constexpr char kFieldUrl[] = "dragoman/field";
}

Status FieldError(std::string_view field, std::string_view message, StatusCode code) {
  Status status(code, fmt::format("{}: {}", field, message));
  status.SetPayload(kFieldUrl, absl::Cord(ToAbsl(field)));
  return status;
}

std::string FieldOf(const Status& status) {
  const auto payload = status.GetPayload(kFieldUrl);
  return payload ? std::string(*payload) : std::string();
}

Status WithFieldPrefix(std::string_view prefix, const Status& status) {
  const std::string field = FieldOf(status);
  if (field.empty()) return status;
  std::string_view message = MessageOf(status);
  message.remove_prefix(field.size() + 2);
  const std::string_view dot = prefix.empty() || field.front() == '[' ? "" : ".";
  return FieldError(fmt::format("{}{}{}", prefix, dot, field), message, status.code());
}

std::string Shortened(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace dragoman
