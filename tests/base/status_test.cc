#include "server/base/status.h"

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Status, FieldPathGrowsOutwards) {
  const Status inner = FieldError("text", "must not be empty");
  const Status outer = WithFieldPrefix("units[3]", inner);
  EXPECT_EQ(FieldOf(outer), "units[3].text");
  EXPECT_EQ(outer.code(), StatusCode::kInvalidArgument);
}

TEST(Status, ShortenedCutsAtACharacterBorder) {
  EXPECT_EQ(Shortened("abc", 3), "abc");
  EXPECT_EQ(Shortened("посол", 5), "по…");
}

}  // namespace
}  // namespace dragoman
