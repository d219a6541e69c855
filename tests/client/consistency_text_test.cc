#include "client/cli/consistency_text.h"

#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

ConsistencyContext Context() { return {"en", "ru", "en", {"pairs.tsv:2", "pairs.tsv:7"}}; }

TEST(ConsistencyText, ShowsTermsWithUsesTimesAndAuthors) {
  const auto finding = FromText<v1::ConsistencyFinding>(R"(
    kind: CONCEPT_RENDERINGS text: "Chief Guest" category: "title" use_count: 4
    concept_name: "glossaries/t/concepts/c"
    renderings { text: "гость" use_count: 2 status: FORBIDDEN type: ABBREVIATION
      first_use { unit: "memories/m/units/1" update_time { seconds: 86400 } }
      last_use { unit: "memories/m/units/2" update_time { seconds: 172800 } }
      authors { author: "anna" use_count: 1 } authors { use_count: 1 }
      examples { use { unit: "memories/m/units/1" }
        source { text: "The Chief Guest" } source_places { begin: 4 end: 15 }
        target { text: "Гость" } target_places { begin: 0 end: 10 } } }
    renderings { other: true use_count: 1 authors { use_count: 1 }
      first_use { pair_index: 1 } last_use { pair_index: 1 } }
    unlisted_use_count: 1)");
  EXPECT_EQ(ConsistencyText(finding, Context(), false),
            "concept  Chief Guest  title  glossaries/t/concepts/c\n"
            "    2  гость  forbidden; abbreviation; 1970-01-02 to 1970-01-03; anna 1, unnamed 1\n"
            "       memories/m/units/1\n"
            "         en                             The [Chief Guest]\n"
            "         ru                                 [Гость]\n"
            "    1  none of its terms  pairs.tsv:7\n"
            "    1  in other ways\n");
}

TEST(ConsistencyText, CitesBothUnitsOfABridge) {
  const auto finding = FromText<v1::ConsistencyFinding>(R"(
    kind: BRIDGED_RENDERINGS text: "Да." use_count: 1
    renderings { text: "ہاں۔" bridged: true use_count: 1 authors { use_count: 1 }
      first_use { unit: "memories/n/units/5" update_time { seconds: 1 } }
      last_use { unit: "memories/n/units/5" update_time { seconds: 1 } }
      examples { use { unit: "memories/n/units/5" } source { text: "Да." } target { text: "ہاں۔" }
        bridge_use { unit: "memories/m/units/2" }
        bridge_source { text: "Yes." } bridge_target { text: "yes." } } })");
  EXPECT_EQ(ConsistencyText(finding, Context(), false),
            "bridge  Да.\n"
            "    1  \u2067ہاں۔\u2069  bridged over en; 1970-01-01\n"
            "       memories/m/units/2 + memories/n/units/5\n"
            "         en  Yes.\n"
            "         en  yes.\n");
}

TEST(ConsistencyText, CutsLongTextsAtCharacters) {
  std::string urdu;
  for (int i = 0; i < 400; ++i) urdu += "آ";
  auto finding = FromText<v1::ConsistencyFinding>(R"(
    kind: NAME_SPELLINGS text: "Khorev"
    renderings { text: "x" use_count: 1 first_use {} last_use {}
      examples { use {} source { text: "Khorev" } source_places { begin: 0 end: 6 }
                 target_places { begin: 400 end: 404 } } })");
  finding.mutable_renderings(0)->mutable_examples(0)->mutable_target()->set_text(urdu + "ب");
  ConsistencyContext context = Context();
  context.to = "ur";
  const std::string text = ConsistencyText(finding, context, false);
  EXPECT_NE(text.find("ur  \u2067…آ"), std::string::npos) << text;
  EXPECT_NE(text.find("آ…\u2069\n"), std::string::npos) << text;
  EXPECT_LT(text.size(), 700u);
}

TEST(ConsistencyText, CountsByKindAndSaysWhatIsLeftOut) {
  const auto summary = FromText<v1::ConsistencySummary>(R"(
    unit_count: 50
    counts { kind: CONCEPT_RENDERINGS found_count: 1 sent_count: 1 }
    counts { kind: SOURCE_RENDERINGS found_count: 120 sent_count: 100 truncated: true })");
  EXPECT_EQ(ConsistencyCountText(summary),
            "1 concept, 120 source texts (100 shown) rendered in more than one way in 50 units; "
            "a higher --limit shows more; there is more than can be followed, so that some are "
            "not found");
}

TEST(ConsistencyJson, HasRenderingsWithUses) {
  const auto finding = FromText<v1::ConsistencyFinding>(R"(
    kind: NAME_SPELLINGS text: "Khorev" use_count: 2
    renderings { text: "Хорев" use_count: 1 authors { author: "anna" use_count: 1 }
      first_use { pair_index: 0 } last_use { pair_index: 1 } })");
  EXPECT_EQ(ConsistencyJson(finding, Context()).dump(),
            R"({"kind":"name","text":"Khorev","uses":2,"renderings":[{"text":"Хорев",)"
            R"("other":false,"bridged":false,"uses":1,"first":{"place":"pairs.tsv:2","pair":1},)"
            R"("last":{"place":"pairs.tsv:7","pair":2},"authors":[{"author":"anna","uses":1}],)"
            R"("examples":[]}],"unlisted_uses":0})");
}

}  // namespace
}  // namespace dragoman
