#include "client/cli/name_text.h"

#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

v1::FindNameResponse Response() {
  return FromText<v1::FindNameResponse>(R"(
    spelling_count: 3 unit_count: 1
    spellings {
      language: "ru" text: "Хорев" kind: AS_GIVEN segment_count: 2
      terms { concept_name: "glossaries/p/concepts/k" category: "person"
              term { status: PREFERRED } }
      terms { concept_name: "glossaries/p/concepts/k" category: "person"
              term { status: PREFERRED } }
      forms: "Хорев" forms: "Хорева"
      places { unit: "memories/m/units/5" occurrences { begin: 0 end: 10 }
               segment { language: "ru" segment { text: "Хорев" } } }
    }
    spellings {
      language: "ur" text: "خوریف" kind: EQUAL_KEY segment_count: 1
      places { unit: "memories/m/units/5" occurrences { begin: 0 end: 10 }
               segment { language: "ur" segment { text: "خوریف" } } }
    })");
}

TEST(NameText, IsATableOfSpellings) {
  EXPECT_EQ(SpellingsText(Response(), false),
            "glossaries/p/concepts/k  person\n"
            "ru      2  Хорев  as given; preferred; also Хорева\n"
            "ur      1  \u2067خوریف\u2069  equal key\n");
}

TEST(NameText, NamesConceptsWhereThereAreSeveral) {
  v1::FindNameResponse response = Response();
  response.mutable_spellings(0)->mutable_terms(1)->set_concept_name("glossaries/p/concepts/l");
  response.mutable_spellings(0)->mutable_terms(1)->mutable_term()->set_status(v1::FORBIDDEN);
  EXPECT_EQ(SpellingsText(response, false),
            "glossaries/p/concepts/k  person\n"
            "glossaries/p/concepts/l  person\n"
            "ru      2  Хорев  as given; preferred in glossaries/p/concepts/k; "
            "forbidden in glossaries/p/concepts/l; also Хорева\n"
            "ur      1  \u2067خوریف\u2069  equal key\n");
}

TEST(NameText, PlacesStandByUnit) {
  EXPECT_EQ(NamePlacesText(Response(), false),
            "memories/m/units/5\n"
            "     ru                                 [Хорев]\n"
            "     ur  \u2067[خوریف]\u2069\n");
  EXPECT_EQ(NamePlacesText({}, false), "");
}

TEST(NameText, SaysWhatIsLeftOut) {
  v1::FindNameResponse response = Response();
  EXPECT_EQ(NameCountText(response), "3 spellings, 1 unit; 2 shown, a higher --limit shows more");
  response.set_spelling_count(2);
  response.set_truncated(true);
  EXPECT_EQ(NameCountText(response),
            "2 spellings, 1 unit; there are more units, of which only the newest were read");
}

}  // namespace
}  // namespace dragoman
