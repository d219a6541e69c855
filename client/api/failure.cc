// See failure.h. A detail counts as a BadRequest by the end of its type's name, so that those of
// google.rpc, which have the same shape, are understood too.
#include "client/api/failure.h"

#include <string_view>

namespace dragoman {
namespace {

void AppendFields(const v1::ErrorStatus& error, Failure& failure) {
  for (const google::protobuf::Any& detail : error.details()) {
    v1::BadRequest bad;
    if (!std::string_view(detail.type_url()).ends_with(".BadRequest") ||
        !bad.ParseFromString(detail.value())) {
      continue;
    }
    for (const auto& violation : bad.field_violations()) {
      failure.fields.push_back({violation.field(), violation.description()});
    }
  }
}

}  // namespace

Failure FailureOf(const grpc::Status& status) {
  Failure failure{status.error_code(), status.error_message(), {}};
  v1::ErrorStatus error;
  if (error.ParseFromString(status.error_details())) {
    AppendFields(error, failure);
  }
  return failure;
}

Failure FailureOf(const v1::ErrorStatus& error) {
  Failure failure{static_cast<grpc::StatusCode>(error.code()), error.message(), {}};
  AppendFields(error, failure);
  return failure;
}

}  // namespace dragoman
