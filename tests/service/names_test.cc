#include "server/service/names.h"

#include <gtest/gtest.h>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

TEST(Names, OfUnits) {
  ASSERT_OK_AND_ASSIGN(const UnitName name, ParseUnitName("name", "memories/un/units/17"));
  EXPECT_EQ(name.memory, "memories/un");
  EXPECT_EQ(name.unit, 17u);
  EXPECT_EQ(FormatUnitName(name.memory, name.unit), "memories/un/units/17");
}

TEST(Names, OfWhatIsCalledAsItsChildren) {
  ASSERT_OK_AND_ASSIGN(const UnitName unit, ParseUnitName("name", "memories/units/units/17"));
  EXPECT_EQ(unit.memory, "memories/units");
  EXPECT_EQ(unit.unit, 17u);
  ASSERT_OK_AND_ASSIGN(const ConceptName found,
                       ParseConceptName("name", "glossaries/concepts/concepts/concepts"));
  EXPECT_EQ(found.glossary, "glossaries/concepts");
  EXPECT_EQ(found.id, "concepts");
}

TEST(Names, OfUnitsThatAreNone) {
  for (const char* bad :
       {"", "17", "memories/un", "memories/un/units/", "memories/un/units/0",
        "memories/un/units/017", "memories/un/units/x", "memories/un/units/-1",
        "memories/un/units/1/2", "memories//units/1", "memories/UN/units/1", "un/units/1",
        "glossaries/un/units/1", "memories/un/units/18446744073709551616"}) {
    const auto name = ParseUnitName("unit.name", bad);
    EXPECT_THAT(name, StatusIs(StatusCode::kInvalidArgument, "memories/{memory}/units/{number}"))
        << bad;
    EXPECT_EQ(FieldOf(name.status()), "unit.name");
  }
}

TEST(Names, OfConcepts) {
  ASSERT_OK_AND_ASSIGN(const ConceptName name,
                       ParseConceptName("name", "glossaries/titles/concepts/T.1-a_B"));
  EXPECT_EQ(name.glossary, "glossaries/titles");
  EXPECT_EQ(name.id, "T.1-a_B");
  EXPECT_EQ(FormatConceptName(name.glossary, name.id), "glossaries/titles/concepts/T.1-a_B");
}

TEST(Names, OfConceptsInWrites) {
  ASSERT_OK_AND_ASSIGN(const std::string bare, ParseConceptIdIn("glossaries/titles", "t1"));
  EXPECT_EQ(bare, "t1");
  ASSERT_OK_AND_ASSIGN(const std::string full,
                       ParseConceptIdIn("glossaries/titles", "glossaries/titles/concepts/t1"));
  EXPECT_EQ(full, "t1");
  EXPECT_THAT(ParseConceptIdIn("glossaries/places", "glossaries/titles/concepts/t1"),
              StatusIs(StatusCode::kInvalidArgument, "another glossary"));
}

TEST(Names, OfResources) {
  ASSERT_OK_AND_ASSIGN(const std::string name,
                       ParseResourceName(ResourceKind::kMemory, "parent", "memories/un"));
  EXPECT_EQ(name, "memories/un");
  const auto other = ParseResourceName(ResourceKind::kMemory, "parent", "glossaries/titles");
  EXPECT_EQ(FieldOf(other.status()), "parent");
  EXPECT_THAT(ParseResourceName(ResourceKind::kGlossary, "name", ""),
              StatusIs(StatusCode::kInvalidArgument, "glossaries/{glossary}"));
}

}  // namespace
}  // namespace dragoman
