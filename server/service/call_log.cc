#include "server/service/call_log.h"

#include "server/base/log.h"
#include "server/service/call_figures.h"
#include "server/service/errors.h"

namespace dragoman {
namespace {

namespace pb = google::protobuf;

constexpr size_t kMostResources = 3;

std::string ResourcesOf(const MethodRule& rule, const pb::Message& request) {
  std::string names;
  size_t count = 0;
  rule.Visit(request, [&](const NamedResource& resource) {
    if (++count > kMostResources) return;
    if (!names.empty()) names += ",";
    names += resource.id == kServerResource
                 ? std::string(kServerResource)
                 : fmt::format("{}/{}", CollectionOf(resource.kind), resource.id);
  });
  if (count > kMostResources) names += ",...";
  return names;
}

std::string RequestIdOf(const pb::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr || field->cpp_type() != pb::FieldDescriptor::CPPTYPE_STRING) return "";
  return Shortened(request.GetReflection()->GetString(request, field));
}

LogFields FieldsOf(const MethodRule& rule, const Status& status, int64_t millis,
                   const CallParties& parties) {
  LogFields fields = {
      {"method", rule.method()}, {"code", absl::StatusCodeToString(status.code())}, {"ms", millis}};
  const auto add = [&fields](std::string_view name, std::string value) {
    if (!value.empty()) fields.emplace_back(name, std::move(value));
  };
  if (parties.permit != nullptr) add("caller", parties.permit->principal());
  if (parties.context != nullptr) add("peer", parties.context->peer());
  if (parties.request != nullptr) {
    add("resources", ResourcesOf(rule, *parties.request));
    add("request_id", RequestIdOf(*parties.request));
  }
  // Other errors quote what they refuse.
  if (IsServersFault(status.code())) add("error", std::string(MessageOf(status)));
  return fields;
}

}  // namespace

int64_t CallLog::Take() {
  const absl::MutexLock lock(&mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - second_ >= std::chrono::seconds(1)) {
    second_ = now;
    logged_ = 0;
  }
  if (logged_ >= kMostASecond) {
    ++left_out_;
    return -1;
  }
  ++logged_;
  return std::exchange(left_out_, 0);
}

void CallLog::End(const MethodRule& rule, const Status& status, std::chrono::nanoseconds duration,
                  bool is_stream, const CallParties& parties) {
  const bool failed =
      IsServersFault(status.code()) || status.code() == StatusCode::kResourceExhausted;
  const bool slow = !is_stream && slow_.count() > 0 && duration > slow_;
  if (!failed && !slow) return;
  const int64_t left_out = Take();
  if (left_out < 0) return;
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  LogFields fields = FieldsOf(rule, status, millis, parties);
  if (left_out > 0) fields.emplace_back("left_out", left_out);
  if (failed) {
    const bool own = IsServersFault(status.code());
    LogEvent(own ? spdlog::level::err : spdlog::level::warn, "call_failed",
             "a call failed:", fields);
  } else {
    LogEvent(spdlog::level::warn, "call_slow", "a call took long:", fields);
  }
}

}  // namespace dragoman
