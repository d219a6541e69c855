#include "server/service/errors.h"

#include <gtest/gtest.h>

#include "tests/service/running_server.h"

namespace dragoman {
namespace {

TEST(Errors, NameTheField) {
  const grpc::Status status =
      ToGrpc(FieldError("units[3].variants[0].language", "'russian' is not a tag"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  v1::ErrorStatus error;
  ASSERT_TRUE(error.ParseFromString(status.error_details()));
  EXPECT_EQ(error.code(), 3);
  EXPECT_EQ(error.message(), status.error_message());
  v1::BadRequest bad_request;
  ASSERT_TRUE(error.details(0).UnpackTo(&bad_request));
  EXPECT_EQ(bad_request.field_violations(0).field(), "units[3].variants[0].language");
  EXPECT_EQ(bad_request.field_violations(0).description(), "'russian' is not a tag");
}

TEST(Errors, WithoutFieldHaveNoDetails) {
  const v1::ErrorStatus error = ErrorStatusOf(Error(StatusCode::kNotFound, "no memory 'x'"));
  EXPECT_EQ(error.code(), 5);
  EXPECT_EQ(error.message(), "no memory 'x'");
  EXPECT_TRUE(error.details().empty());
}

TEST(Errors, OkStaysOk) { EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok()); }

}  // namespace
}  // namespace dragoman
