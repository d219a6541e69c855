#include "server/service/errors.h"

#include "dragoman/v1/limits.pb.h"
#include "server/base/retry_delay.h"

namespace dragoman {
namespace {

// The message of a FieldError is "field: description".
v1::BadRequest BadRequestOf(const std::string& field, std::string_view message) {
  v1::BadRequest bad_request;
  v1::BadRequest::FieldViolation& violation = *bad_request.add_field_violations();
  violation.set_field(field);
  violation.set_description(std::string(message.substr(field.size() + 2)));
  return bad_request;
}

v1::RetryInfo RetryInfoOf(absl::Duration delay) {
  v1::RetryInfo info;
  const int64_t nanos = absl::ToInt64Nanoseconds(delay);
  info.mutable_retry_delay()->set_seconds(nanos / 1'000'000'000);
  info.mutable_retry_delay()->set_nanos(static_cast<int32_t>(nanos % 1'000'000'000));
  return info;
}

}  // namespace

bool IsServersFault(StatusCode code) {
  return code == StatusCode::kInternal || code == StatusCode::kDataLoss ||
         code == StatusCode::kUnknown;
}

v1::ErrorStatus ErrorStatusOf(const Status& status) {
  v1::ErrorStatus error;
  error.set_code(static_cast<int>(status.code()));
  error.set_message(std::string(MessageOf(status)));
  if (const std::string field = FieldOf(status); !field.empty()) {
    error.add_details()->PackFrom(BadRequestOf(field, MessageOf(status)));
  }
  if (const auto delay = RetryDelayOf(status)) {
    error.add_details()->PackFrom(RetryInfoOf(*delay));
  }
  return error;
}

grpc::Status ToGrpc(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const v1::ErrorStatus error = ErrorStatusOf(status);
  return {static_cast<grpc::StatusCode>(status.code()), error.message(), error.SerializeAsString()};
}

}  // namespace dragoman
