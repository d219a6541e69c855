// Errors as values: field paths, shortened values, the macros.
#include "server/base/status.h"

#include <gtest/gtest.h>

#include "server/base/utf8.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Status, FieldPathGrowsOutwards) {
  const Status inner = FieldError("text", "must not be empty");
  const Status outer = WithFieldPrefix("units[3]", inner);
  EXPECT_EQ(FieldOf(outer), "units[3].text");
  EXPECT_EQ(outer.code(), StatusCode::kInvalidArgument);
}

TEST(Status, OutwardsTheCodeStays) {
  const Status inner = FieldError("etag", "it was changed", StatusCode::kAborted);
  EXPECT_EQ(WithFieldPrefix("unit", inner),
            FieldError("unit.etag", "it was changed", StatusCode::kAborted));
}

TEST(Status, ShortenedCutsAtACharacterBorder) {
  EXPECT_EQ(Shortened("abc", 3), "abc");
  EXPECT_EQ(Shortened("посол", 5), "по…");
}

TEST(Status, ShortenedKeepsWholeCharactersAtEveryLength) {
  const std::string text = "aбے😀";
  for (size_t max_bytes = 0; max_bytes <= text.size() + 1; ++max_bytes) {
    const std::string cut = Shortened(text, max_bytes);
    const std::string_view kept =
        cut == text ? text : std::string_view(cut).substr(0, cut.size() - 3);
    EXPECT_LE(kept.size(), max_bytes);
    EXPECT_EQ(text.substr(0, kept.size()), kept);
    EXPECT_EQ(FirstInvalidUtf8(cut), std::nullopt);
    EXPECT_EQ(cut == text, max_bytes >= text.size());
  }
}

TEST(Status, AStatusWithoutAFieldStaysAsItIs) {
  const Status status = Error(StatusCode::kNotFound, "no memory '{}'", "a");
  EXPECT_EQ(FieldOf(status), "");
  EXPECT_EQ(WithFieldPrefix("units[3]", status), status);
  EXPECT_EQ(WithFieldPrefix("units[3]", absl::OkStatus()), absl::OkStatus());
}

StatusOr<int> Half(int number) {
  if (number % 2 != 0) return Error(StatusCode::kInvalidArgument, "{} is odd", number);
  return number / 2;
}

StatusOr<int> Quarter(int number) {
  ASSIGN_OR_RETURN(const int half, Half(number));
  RETURN_IF_ERROR(Half(half).status());
  return half / 2;
}

TEST(Status, MacrosReturnTheFirstError) {
  EXPECT_EQ(Quarter(8).value(), 2);
  EXPECT_THAT(Quarter(7), StatusIs(StatusCode::kInvalidArgument, "7 is odd"));
  EXPECT_THAT(Quarter(6), StatusIs(StatusCode::kInvalidArgument, "3 is odd"));
}

}  // namespace
}  // namespace dragoman
