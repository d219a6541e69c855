#include "client/cli/json_output.h"

#include <gtest/gtest.h>

#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

const char kMatch[] = R"(
  score: 86 ranked_score: 76 kind: FUZZY unit: "memories/m/units/5" etag: "9"
  source { language: "en" segment { text: "The houses" codes { kind: OPEN position_byte: 4 content: "<b>" } } }
  targets { language: "ru" segment { text: "Дома" } }
  targets { language: "ur" segment { text: "گھر" } }
  penalties { words: 10 form: 1 marks: 5 cap: -2 }
  applied_penalties { reason: "memory" points: 10 }
  flags { number: true negation: true }
  origin: HUMAN update_time { seconds: 1714564800 } domain: "law")";

TEST(JsonOutput, MatchHasItsShape) {
  const Json json = MatchJson(FromText<v1::Match>(kMatch));
  EXPECT_EQ(json["score"], 86);
  EXPECT_EQ(json["ranked_score"], 76);
  EXPECT_EQ(json["kind"], "fuzzy");
  EXPECT_EQ(json["unit"], "memories/m/units/5");
  EXPECT_EQ(json["memory"], "memories/m");
  EXPECT_EQ(json["source"], "The houses");
  EXPECT_EQ(json["targets"].dump(), R"({"ru":"Дома","ur":"گھر"})");
  EXPECT_EQ(json["penalties"].dump(),
            R"([{"reason":"words","points":10},{"reason":"marks","points":5},)"
            R"({"reason":"form","points":1},{"reason":"cap","points":-2}])");
  EXPECT_EQ(json["applied_penalties"].dump(), R"([{"reason":"memory","points":10}])");
  EXPECT_EQ(json["flags"].dump(), R"(["negation","number"])");
  EXPECT_EQ(json["origin"], "human");
  EXPECT_EQ(json["domain"], "law");
  EXPECT_EQ(json["update_time"], "2024-05-01T12:00:00Z");
  EXPECT_EQ(json["codes"]["en"][0]["content"], "<b>");
  EXPECT_FALSE(json.contains("diff"));
  EXPECT_FALSE(json.contains("author"));
}

TEST(JsonOutput, ProposalsStandBesideTheTargets) {
  auto match = FromText<v1::Match>(kMatch);
  EXPECT_FALSE(MatchJson(match).contains("proposals"));
  *match.add_proposals() = FromText<v1::Proposal>(R"(
    language: "ru" segment { text: "3 лет" }
    changes { kind: NUMBER proposed { end: 1 } stored { end: 1 } old_text: "5" new_text: "3"
              warnings: CHECK_AGREEMENT }
    missing { kind: TERM stored: "Paris" query: "Tokyo" })");
  EXPECT_EQ(MatchJson(match)["proposals"].dump(),
            R"([{"language":"ru","text":"3 лет","changes":[{"kind":"number","proposed":[0,1],)"
            R"("stored":[0,1],"old":"5","new":"3","warnings":["agreement"]}],)"
            R"("missing":[{"kind":"term","stored":"Paris","query":"Tokyo"}]}])");
}

TEST(JsonOutput, BridgedMatchHasBothUnits) {
  const Json json = MatchJson(FromText<v1::Match>(R"(
    score: 99 ranked_score: 94 kind: BRIDGED unit: "memories/a/units/5"
    source { language: "ru" segment { text: "Да" } }
    targets { language: "ur" segment { text: "ہاں" } }
    applied_penalties { reason: "bridge" points: 5 }
    bridge { unit: "memories/b/units/7" etag: "9" source_score: 100 pivot_score: 99
             source_pivot { language: "en-GB" segment { text: "yes" } }
             pivot { language: "en" segment { text: "Yes" codes { content: "<b>" } } }
             origin: MACHINE state: REVIEWED })"));
  EXPECT_EQ(json["kind"], "bridged");
  EXPECT_EQ(json["unit"], "memories/a/units/5");
  EXPECT_EQ(json["targets"].dump(), R"({"ur":"ہاں"})");
  const Json& bridge = json["bridge"];
  EXPECT_EQ(bridge["unit"], "memories/b/units/7");
  EXPECT_EQ(bridge["memory"], "memories/b");
  EXPECT_EQ(bridge["language"], "en");
  EXPECT_EQ(bridge["pivot"], "Yes");
  EXPECT_EQ(bridge["source_pivot"], "yes");
  EXPECT_EQ(bridge["source_score"], 100);
  EXPECT_EQ(bridge["pivot_score"], 99);
  EXPECT_EQ(bridge["origin"], "machine");
  EXPECT_EQ(bridge["codes"]["pivot"][0]["content"], "<b>");
  EXPECT_FALSE(MatchJson(FromText<v1::Match>(kMatch)).contains("bridge"));
}

TEST(JsonOutput, LookupIsOneLine) {
  v1::LookupResponse response;
  EXPECT_EQ(JsonLine(LookupJson("", response)), "{\"query\":\"\",\"matches\":[]}\n");
  response.add_matches()->set_kind(v1::IN_CONTEXT_EXACT);
  const Json json = LookupJson("a\nb", response);
  EXPECT_EQ(json["matches"][0]["kind"], "in-context exact");
  EXPECT_EQ(JsonLine(json).find('\n'), JsonLine(json).size() - 1);
}

TEST(JsonOutput, FragmentHasItsShape) {
  v1::LookupResponse response;
  *response.add_fragments() = FromText<v1::Fragment>(R"(
    kind: FRAGMENT unit: "memories/m/units/6" word_count: 2
    query { begin: 1 end: 4 } stored { begin: 2 end: 5 }
    source { language: "en" segment { text: "a b c d" } }
    targets { language: "ru" segment { text: "а" } } state: REVIEWED)");
  EXPECT_EQ(LookupJson("q", response)["fragments"].dump(),
            R"([{"kind":"fragment","unit":"memories/m/units/6","memory":"memories/m",)"
            R"("source":"a b c d","source_language":"en","targets":{"ru":"а"},"words":2,)"
            R"("query":[1,4],"stored":[2,5],"state":"reviewed"}])");
}

TEST(JsonOutput, ConcordanceHitHasItsShape) {
  const Json json = ConcordanceHitJson(FromText<v1::ConcordanceHit>(R"(
    unit: "memories/m/units/5" source { language: "en" segment { text: "An envoy" } }
    occurrences { begin: 3 end: 8 } targets { language: "ru" segment { text: "Посланник" } }
    document: "d" update_time { seconds: 1714564800 })"));
  EXPECT_EQ(json.dump(),
            R"({"unit":"memories/m/units/5","memory":"memories/m","source":"An envoy",)"
            R"("source_language":"en","occurrences":[[3,8]],"targets":{"ru":"Посланник"},)"
            R"("document":"d","update_time":"2024-05-01T12:00:00Z"})");
}

TEST(JsonOutput, NameHasItsShape) {
  const Json json = NameJson("Хорев", FromText<v1::FindNameResponse>(R"(
    language: "ru" key: "HR" spelling_count: 1 unit_count: 4
    spellings {
      language: "en" text: "Khorev" kind: TERM segment_count: 2 occurrence_count: 3
      terms { concept_name: "glossaries/p/concepts/k" category: "person"
              term { language: "en" text: "Khorev" status: ADMITTED type: VARIANT } }
      forms: "Khorev"
      places { unit: "memories/m/units/5" occurrences { begin: 3 end: 9 }
               segment { language: "en" segment { text: "Mr Khorev" } }
               document: "d" update_time { seconds: 1714564800 } }
    })"));
  EXPECT_EQ(json.dump(),
            R"({"name":"Хорев","language":"ru","key":"HR","spellings":[{"language":"en",)"
            R"("text":"Khorev","kind":"term","segments":2,"occurrences":3,)"
            R"("terms":[{"concept":"glossaries/p/concepts/k","category":"person","term":"Khorev",)"
            R"("status":"admitted","type":"variant"}],"forms":["Khorev"],)"
            R"("places":[{"unit":"memories/m/units/5","memory":"memories/m","language":"en",)"
            R"("text":"Mr Khorev","occurrences":[[3,9]],"document":"d",)"
            R"("update_time":"2024-05-01T12:00:00Z"}]}],"total":1,"units":4,"truncated":false})");
}

TEST(JsonOutput, ErrorKeepsWhatWasAsked) {
  const Failure failure{grpc::StatusCode::INVALID_ARGUMENT, "wrong", {{"query.segment", "wrong"}}};
  EXPECT_EQ(
      JsonLine(ErrorJson("query", "a\xFF", failure)),
      "{\"query\":\"a\uFFFD\",\"error\":{\"message\":\"wrong\",\"field\":\"query.segment\"}}\n");
  EXPECT_EQ(ErrorJson("text", "a", {grpc::StatusCode::INTERNAL, "m", {}})["error"]["field"], "");
}

TEST(JsonOutput, TermLeavesUnusableRenderingsInDetailsOnly) {
  const auto term = FromText<v1::RecognisedTerm>(R"(
    range { begin: 4 end: 14 } text: "ambassador" concept_name: "glossaries/t/concepts/a"
    category: "title" term: "ambassador" status: PREFERRED exact: true
    renderings { language: "ru" text: "посол" status: PREFERRED gender: "m" }
    renderings { language: "ru" text: "посланник" status: ADMITTED }
    renderings { language: "ru" text: "амбассадор" status: FORBIDDEN note: "no" }
    renderings { language: "ur" text: "ایلچی" status: DEPRECATED })");
  const Json json = TermJson(term);
  EXPECT_EQ(json["begin"], 4);
  EXPECT_EQ(json["end"], 14);
  EXPECT_EQ(json["concept"], "glossaries/t/concepts/a");
  EXPECT_EQ(json["renderings"].dump(), R"({"ru":["посол","посланник"]})");
  EXPECT_EQ(json["rendering_details"]["ru"].size(), 3u);
  EXPECT_EQ(json["rendering_details"]["ru"][2]["status"], "forbidden");
  EXPECT_EQ(json["rendering_details"]["ru"][2]["note"], "no");
  EXPECT_EQ(json["rendering_details"]["ur"][0]["status"], "deprecated");
  EXPECT_EQ(json["exact"], true);
  EXPECT_EQ(json["nested"], false);
}

TEST(JsonOutput, TermSaysWhenAndForWhomItIs) {
  const Json json = TermJson(FromText<v1::RecognisedTerm>(R"(
    text: "FM" term: "FM" full_form: "Foreign Minister" out_of_time: true do_not_translate: true
    renderings { language: "ru" text: "FM" do_not_translate: true }
    renderings { language: "ru" text: "мид" status: OBSOLETE out_of_time: true animacy: "inanimate"
                 confidence: "own" full_form: "министерство" })"));
  EXPECT_EQ(json["full_form"], "Foreign Minister");
  EXPECT_EQ(json["out_of_time"], true);
  EXPECT_EQ(json["do_not_translate"], true);
  EXPECT_EQ(json["renderings"].dump(), R"({"ru":["FM"]})");
  EXPECT_EQ(json["rendering_details"]["ru"][0]["do_not_translate"], true);
  EXPECT_EQ(json["rendering_details"]["ru"][1].dump(),
            R"({"text":"мид","status":"obsolete","type":"full form","animacy":"inanimate",)"
            R"("full_form":"министерство","confidence":"own","out_of_time":true})");
}

TEST(JsonOutput, ConceptHasItsShape) {
  const Json json = ConceptJson(FromText<v1::Concept>(R"(
    name: "glossaries/g/concepts/c" valid_from: "2019" do_not_translate: true out_of_time: true
    terms { language: "ru" text: "посол" status: PREFERRED animacy: "animate" source: "MFA"
            confidence: "own" valid_from: "2019-04" valid_until: "2021"
            outlets { outlet: "tass" status: FORBIDDEN } full_form: "x" out_of_time: true })"));
  EXPECT_EQ(json["valid_from"], "2019");
  EXPECT_FALSE(json.contains("valid_until"));
  EXPECT_EQ(json["do_not_translate"], true);
  EXPECT_EQ(json["out_of_time"], true);
  EXPECT_EQ(json["terms"][0].dump(),
            R"({"language":"ru","text":"посол","status":"preferred","type":"full form",)"
            R"("animacy":"animate","source":"MFA","confidence":"own","valid_from":"2019-04",)"
            R"("valid_until":"2021","outlets":{"tass":"forbidden"},"full_form":"x",)"
            R"("out_of_time":true})");
}

TEST(JsonOutput, ExplanationHasEveryPenalty) {
  const Json json = ExplanationJson(FromText<v1::Explanation>(R"(
    score: 97 base: 97 penalties { endings: 3 } score_version: 1 text_rules_version: 2
    query { form: "houses" fold: "houses" stem: "hous" range { end: 6 } }
    stored { form: "12" fold: "12" stem: "#" value: "12" })"));
  EXPECT_EQ(json["penalties"].dump(),
            R"({"words":0,"endings":3,"numbers":0,"marks":0,"form":0,"codes":0,"cap":0})");
  EXPECT_EQ(json["query"][0]["stem"], "hous");
  EXPECT_FALSE(json["query"][0].contains("value"));
  EXPECT_EQ(json["stored"][0]["value"], "12");
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["text_rules_version"], 2);
}

TEST(JsonOutput, SegmentHasMatchesAndTerms) {
  const Json json = SegmentJson(FromText<v1::RenderedSegment>(R"(
    index: 1 segment_count: 2
    segment { text: "Yes." range { begin: 5 end: 9 } paragraph: 1 }
    lookup { matches { score: 100 kind: EXACT } } terms { text: "Yes" })"));
  EXPECT_EQ(json["text"], "Yes.");
  EXPECT_EQ(json["begin"], 5);
  EXPECT_EQ(json["paragraph"], 1);
  EXPECT_EQ(json["matches"].size(), 1u);
  EXPECT_EQ(json["terms"].size(), 1u);
}

TEST(JsonOutput, UnitHasVariantsByLanguage) {
  const Json json = UnitJson(FromText<v1::Unit>(R"(
    name: "memories/m/units/1" state: REVIEWED
    variants { language: "en" segment { text: "Yes" } previous: "" }
    variants { language: "ru" segment { text: "Да" } })"));
  EXPECT_EQ(json["variants"].dump(), R"({"en":"Yes","ru":"Да"})");
  EXPECT_EQ(json["neighbours"]["en"]["previous"], "");
  EXPECT_EQ(json["state"], "reviewed");
}

}  // namespace
}  // namespace dragoman
