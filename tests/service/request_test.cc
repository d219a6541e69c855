#include "server/service/request.h"

#include <gtest/gtest.h>

#include "dragoman/v1/memory_service.pb.h"
#include "server/engine/limits.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using google::protobuf::FieldMask;

TEST(Etag, RoundTrips) {
  ASSERT_OK_AND_ASSIGN(const Revision revision, ParseEtag("etag", FormatEtag(42)));
  EXPECT_EQ(revision, 42u);
  ASSERT_OK_AND_ASSIGN(const Revision any, ParseEtag("etag", ""));
  EXPECT_EQ(any, 0u);
}

TEST(Etag, RefusesWhatIsNone) {
  for (const char* bad : {"0", "x", "1x", "-1", " 1", "18446744073709551616"}) {
    EXPECT_EQ(FieldOf(ParseEtag("unit.etag", bad).status()), "unit.etag") << bad;
  }
}

TEST(PageToken, RoundTripsInItsList) {
  const std::string token = FormatPageToken("memories", "un-reports");
  ASSERT_OK_AND_ASSIGN(const std::string key, ParsePageToken("memories", token));
  EXPECT_EQ(key, "un-reports");
  EXPECT_EQ(FieldOf(ParsePageToken("glossaries", token).status()), "page_token");
}

TEST(PageToken, RefusesDamagedOnes) {
  const std::string token = FormatNumberToken("memories/un/units", 7);
  ASSERT_OK_AND_ASSIGN(const uint64_t key, ParseNumberToken("memories/un/units", token));
  EXPECT_EQ(key, 7u);
  for (size_t size = 1; size < token.size(); ++size) {
    const auto cut = ParseNumberToken("memories/un/units", token.substr(0, size));
    EXPECT_EQ(FieldOf(cut.status()), "page_token") << size;
  }
  EXPECT_EQ(FieldOf(ParseNumberToken("memories/un/units", "?!").status()), "page_token");
}

TEST(PageSize, HasDefaultAndGreatest) {
  ASSERT_OK_AND_ASSIGN(size_t size, PageSizeOf("page_size", 0, kDefaultPageSize));
  EXPECT_EQ(size, 100u);
  ASSERT_OK_AND_ASSIGN(size, PageSizeOf("page_size", 7, kDefaultPageSize));
  EXPECT_EQ(size, 7u);
  ASSERT_OK_AND_ASSIGN(size, PageSizeOf("page_size", 5000, kDefaultPageSize));
  EXPECT_EQ(size, 1000u);
  EXPECT_EQ(FieldOf(PageSizeOf("page_size", -1, kDefaultPageSize).status()), "page_size");
}

TEST(FieldSet, EmptyMaskMeansAll) {
  ASSERT_OK_AND_ASSIGN(const FieldSet all, FieldSet::Parse(FieldMask(), {"a", "b"}));
  EXPECT_TRUE(all.Has("a"));
  EXPECT_TRUE(all.Has("b"));
}

TEST(FieldSet, NamesTheAllowedPaths) {
  FieldMask mask;
  mask.add_paths("b");
  ASSERT_OK_AND_ASSIGN(const FieldSet one, FieldSet::Parse(mask, {"a", "b"}));
  EXPECT_FALSE(one.Has("a"));
  mask.add_paths("etag");
  const auto wrong = FieldSet::Parse(mask, {"a", "b"});
  EXPECT_THAT(wrong, StatusIs(StatusCode::kInvalidArgument, "'etag' cannot be updated"));
  EXPECT_THAT(wrong, StatusIs(StatusCode::kInvalidArgument, "a, b"));
  EXPECT_EQ(FieldOf(wrong.status()), "update_mask");
}

TEST(WriteContext, HashesAllButTheId) {
  v1::WriteUnitsRequest request;
  request.set_parent("memories/un");
  for (const char* key : {"a", "b", "c"}) (*request.add_units()->mutable_properties())[key] = key;
  request.set_request_id("one");
  ASSERT_OK_AND_ASSIGN(const WriteContext first, WriteContextOf(request, request.request_id()));
  EXPECT_EQ(first.request_id, "one");
  request.set_request_id("two");
  ASSERT_OK_AND_ASSIGN(const WriteContext second, WriteContextOf(request, request.request_id()));
  EXPECT_EQ(first.request_hash, second.request_hash);
  request.set_parent("memories/other");
  ASSERT_OK_AND_ASSIGN(const WriteContext third, WriteContextOf(request, request.request_id()));
  EXPECT_NE(first.request_hash, third.request_hash);
  EXPECT_EQ(FieldOf(WriteContextOf(request, std::string(101, 'x')).status()), "request_id");
}

TEST(Timestamp, RoundTrips) {
  for (const int64_t micros : {int64_t{0}, int64_t{1}, int64_t{1'764'000'000'123'456}}) {
    ASSERT_OK_AND_ASSIGN(const int64_t back, MicrosOf("update_time", TimestampOf(micros)));
    EXPECT_EQ(back, micros);
  }
  google::protobuf::Timestamp bad;
  bad.set_seconds(-1);
  EXPECT_EQ(FieldOf(MicrosOf("update_time", bad).status()), "update_time");
  bad.set_seconds(1);
  bad.set_nanos(1'000'000'000);
  EXPECT_EQ(FieldOf(MicrosOf("update_time", bad).status()), "update_time");
}

}  // namespace
}  // namespace dragoman
