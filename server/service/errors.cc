#include "server/service/errors.h"

namespace dragoman {
bool IsServersFault(StatusCode code) {
  return code == StatusCode::kInternal || code == StatusCode::kDataLoss ||
         code == StatusCode::kUnknown;
}

v1::ErrorStatus ErrorStatusOf(const Status& status) {
  v1::ErrorStatus error;
  error.set_code(static_cast<int>(status.code()));
  error.set_message(std::string(MessageOf(status)));
  const std::string field = FieldOf(status);
  if (field.empty()) return error;
  v1::BadRequest bad_request;
  v1::BadRequest::FieldViolation& violation = *bad_request.add_field_violations();
  violation.set_field(field);
  // The message of a FieldError is "field: description".
  violation.set_description(std::string(MessageOf(status).substr(field.size() + 2)));
  error.add_details()->PackFrom(bad_request);
  return error;
}

grpc::Status ToGrpc(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const v1::ErrorStatus error = ErrorStatusOf(status);
  return {static_cast<grpc::StatusCode>(status.code()), error.message(), error.SerializeAsString()};
}

}  // namespace dragoman
