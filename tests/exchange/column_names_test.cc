#include "server/exchange/column_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(ColumnNames, UnderstandsNamesOfLanguages) {
  for (const char* name : {"English", "ENGLISH", " english ", "Английский", "انگریزی", "Term (en)",
                           "English (en)", "EN term", "term_en", "English text"}) {
    EXPECT_EQ(TagOfLanguageName(name), "en") << name;
  }
  EXPECT_EQ(TagOfLanguageName("English (US)"), "en-US");
  EXPECT_EQ(TagOfLanguageName("English [en-GB]"), "en-GB");
  for (const char* name : {"Klingon", "", "Term", "Source", "Urdu (en)", "Status (en)"}) {
    EXPECT_EQ(TagOfLanguageName(name), std::nullopt) << name;
  }
}

TEST(ColumnNames, UnderstandsColumnsOfConceptsAndUnits) {
  EXPECT_EQ(ConceptColumnOfName("Comments"), "note");
  EXPECT_EQ(ConceptColumnOfName("Subject Field"), "domain");
  EXPECT_EQ(ConceptColumnOfName("Russian synonyms"), "ru_variants");
  EXPECT_EQ(ConceptColumnOfName("Urdu_abbreviation"), "ur_abbr");
  EXPECT_EQ(ConceptColumnOfName("ru part of speech"), "ru_pos");
  EXPECT_EQ(ConceptColumnOfName("Approved by"), std::nullopt);
  EXPECT_EQ(UnitColumnOfName("Filename"), "@document");
  EXPECT_EQ(UnitColumnOfName("Русский"), "ru");
}

TEST(ColumnNames, MapsNames) {
  EXPECT_TRUE(IsColumnMap({"Source=en"}));
  EXPECT_FALSE(IsColumnMap({"en", "@property:a=b"}));
  EXPECT_FALSE(IsColumnMap({}));
  const auto mapped = MappedColumns({"SOURCE  text=en", "x=y=-"}, {"Source text", "note", "x=y"});
  ASSERT_OK(mapped);
  EXPECT_THAT(*mapped, ElementsAre("en", "note", "-"));
  const auto bad = StatusCode::kInvalidArgument;
  EXPECT_THAT(MappedColumns({"a=en", "a=ru"}, {"a"}), StatusIs(bad, "'a' is not, or not again"));
  EXPECT_THAT(MappedColumns({"=en"}, {"a"}), StatusIs(bad, "'=en' is no NAME=COLUMN"));
}

}  // namespace
}  // namespace dragoman
