// Names of memories and glossaries.
#include "server/model/resource.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(ParseResourceId, TakesTheIdOrTheFullName) {
  EXPECT_EQ(ParseResourceId(ResourceKind::kMemory, "un-reports").value(), "un-reports");
  EXPECT_EQ(ParseResourceId(ResourceKind::kMemory, "memories/un-reports").value(), "un-reports");
  EXPECT_EQ(ParseResourceId(ResourceKind::kGlossary, "glossaries/titles").value(), "titles");
}

TEST(ParseResourceId, TakesFromOneTo63Bytes) {
  EXPECT_OK(ParseResourceId(ResourceKind::kMemory, "a"));
  EXPECT_OK(ParseResourceId(ResourceKind::kMemory, std::string(63, 'a')));
  EXPECT_THAT(ParseResourceId(ResourceKind::kMemory, std::string(64, 'a')),
              StatusIs(StatusCode::kInvalidArgument, "1 to 63"));
}

TEST(ParseResourceId, RefusesWhatIsNoName) {
  for (const char* name :
       {"", "memories/", "memories/memories/a", "glossaries/titles", "1a", "-a", "A", "un_reports",
        "un reports", "un.reports", "a/b", "a\n", "память", "/a", "../a"}) {
    EXPECT_THAT(ParseResourceId(ResourceKind::kMemory, name),
                StatusIs(StatusCode::kInvalidArgument, "is no name of a memory"))
        << name;
  }
  EXPECT_THAT(ParseResourceId(ResourceKind::kGlossary, "memories/a"),
              StatusIs(StatusCode::kInvalidArgument, "is no name of a glossary"));
}

// A name of one character is accepted exactly when it is a small letter; a second character may be
// a digit or '-' too.
TEST(ParseResourceId, JudgesEveryByte) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool letter = c >= 'a' && c <= 'z';
    const bool further = letter || c == '-' || (c >= '0' && c <= '9');
    EXPECT_EQ(ParseResourceId(ResourceKind::kMemory, std::string(1, c)).ok(), letter) << byte;
    EXPECT_EQ(ParseResourceId(ResourceKind::kMemory, std::string("a") + c).ok(), further) << byte;
  }
}

TEST(Resource, NameReadsBackAsItsId) {
  for (const ResourceKind kind : {ResourceKind::kMemory, ResourceKind::kGlossary}) {
    Resource resource;
    resource.kind = kind;
    resource.id = "titles-2";
    EXPECT_EQ(resource.name(), std::string(CollectionOf(kind)) + "/titles-2");
    EXPECT_EQ(ParseResourceId(kind, resource.name()).value(), "titles-2");
  }
}

}  // namespace
}  // namespace dragoman
