#include "client/api/failure.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

v1::ErrorStatus ErrorWith(const std::string& type) {
  v1::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field("query.segment.text");
  violation->set_description("must not be empty");
  v1::ErrorStatus error;
  error.set_code(3);
  error.set_message("wrong");
  auto* detail = error.add_details();
  detail->set_type_url(type);
  detail->set_value(bad.SerializeAsString());
  return error;
}

TEST(Failure, ReadsFieldsOfTrailer) {
  for (const char* type : {"type.googleapis.com/dragoman.v1.BadRequest",
                           "type.googleapis.com/google.rpc.BadRequest"}) {
    const grpc::Status status(grpc::StatusCode::INVALID_ARGUMENT, "wrong",
                              ErrorWith(type).SerializeAsString());
    const Failure failure = FailureOf(status);
    EXPECT_EQ(failure.code, grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(failure.message, "wrong");
    ASSERT_EQ(failure.fields.size(), 1u);
    EXPECT_EQ(failure.fields[0].field, "query.segment.text");
    EXPECT_EQ(failure.fields[0].description, "must not be empty");
  }
}

TEST(Failure, ReadsErrorOfOneResponse) {
  const Failure failure = FailureOf(ErrorWith("x/dragoman.v1.BadRequest"));
  EXPECT_EQ(failure.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(failure.fields.size(), 1u);
}

TEST(Failure, LeavesOutWhatDoesNotParse) {
  EXPECT_TRUE(FailureOf(ErrorWith("x/other.Type")).fields.empty());
  const grpc::Status status(grpc::StatusCode::INTERNAL, "m", "\xFF\xFF\xFF");
  EXPECT_TRUE(FailureOf(status).fields.empty());
}

}  // namespace
}  // namespace dragoman
