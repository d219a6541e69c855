#include "client/cli/text_output.h"

#include <gtest/gtest.h>

#include "client/cli/render_text.h"
#include "tests/client/text_proto.h"

namespace dragoman {
namespace {

const char kFuzzyMatch[] = R"(
  score: 89 ranked_score: 79 kind: FUZZY unit: "memories/m/units/5"
  source { language: "en" segment { text: "a b" } }
  targets { language: "ru" segment { text: "а б" } }
  targets { language: "ur" segment { text: "گھر" } }
  penalties { words: 10 form: 1 cap: -2 }
  applied_penalties { reason: "memory" points: 10 }
  flags { number: true negation: true }
  diff { kind: EQUAL query { end: 2 } stored { end: 2 } }
  diff { kind: REPLACE query { begin: 2 end: 3 } stored { begin: 2 end: 3 } })";

TEST(TextOutput, MatchShowsEverythingOnItsOwnLine) {
  EXPECT_EQ(MatchText("a c", FromText<v1::Match>(kFuzzyMatch), false),
            " 89  fuzzy             memories/m/units/5\n"
            "     en  a [-c-]{+b+}\n"
            "     ru  а б\n"
            "     ur  \u2067گھر\u2069\n"
            "     -10 words, -1 form, +2 cap\n"
            "     ranked 79: -10 memory\n"
            "     check: negation, number\n");
}

TEST(TextOutput, ProposalsFollowTheTargets) {
  auto match = FromText<v1::Match>(kFuzzyMatch);
  *match.add_proposals() = FromText<v1::Proposal>(R"(language: "ru" segment { text: "б" }
                                                     changes { old_text: "а" new_text: "б"
                                                               proposed { end: 2 } })");
  EXPECT_NE(MatchText("a c", match, false)
                .find("     ur  \u2067گھر\u2069\n     proposal ru  [-а-]{+б+}\n     -10 words"),
            std::string::npos);
}

const char kBridged[] = R"(
  score: 86 ranked_score: 81 kind: BRIDGED unit: "memories/a/units/5"
  source { language: "ru" segment { text: "Да" } }
  targets { language: "ur" segment { text: "ہاں" } }
  applied_penalties { reason: "bridge" points: 5 }
  bridge { unit: "memories/b/units/7" source_score: 86 pivot_score: 100
           source_pivot { language: "en-GB" segment { text: "Yes" } }
           pivot { language: "en" segment { text: "Yes" } } })";

TEST(TextOutput, BridgedMatchCitesBothUnits) {
  auto match = FromText<v1::Match>(kBridged);
  EXPECT_EQ(MatchText("Да", match, false),
            " 86  bridged           memories/a/units/5 + memories/b/units/7\n"
            "     ru  Да\n"
            "     en-GB Yes\n"
            "     ur  \u2067ہاں\u2069\n"
            "     over en: source 86, pivots 100\n"
            "     ranked 81: -5 bridge\n");
  match.mutable_bridge()->set_pivot_score(99);
  match.mutable_bridge()->mutable_pivot()->mutable_segment()->set_text("yes");
  EXPECT_NE(MatchText("Да", match, false).find("     en-GB Yes\n     en  yes\n     ur"),
            std::string::npos);
}

TEST(TextOutput, ExactMatchIsShort) {
  EXPECT_EQ(MatchText("a", FromText<v1::Match>(R"(score: 100 ranked_score: 100 kind: EXACT unit: "u"
              source { language: "en" segment { text: "a" } })"),
                      false),
            "100  exact             u\n     en  a\n");
}

TEST(TextOutput, FragmentsFollowMatches) {
  v1::LookupResponse response;
  *response.add_matches() = FromText<v1::Match>(kFuzzyMatch);
  *response.add_fragments() = FromText<v1::Fragment>(R"(
    kind: FRAGMENT unit: "memories/m/units/6" word_count: 2 stored { begin: 2 end: 5 }
    source { language: "en" segment { text: "a b c d" } }
    targets { language: "ur" segment { text: "گھر" } })");
  EXPECT_NE(LookupText("x b c", response, false)
                .find("number\n\n"
                      "     2 words shared    memories/m/units/6\n"
                      "     en  a [b c] d\n"
                      "     ur  \u2067گھر\u2069\n"),
            std::string::npos);
}

TEST(TextOutput, MatchesAreParted) {
  v1::LookupResponse response;
  *response.add_matches() = FromText<v1::Match>(kFuzzyMatch);
  *response.add_matches() = FromText<v1::Match>(kFuzzyMatch);
  EXPECT_NE(LookupText("a c", response, false).find("number\n\n 89"), std::string::npos);
}

TEST(TextOutput, StoredControlCharactersCannotActOnTheTerminal) {
  const std::string text = MatchText("a", FromText<v1::Match>(R"(
    source { language: "en" segment { text: "a\033[2Jb\nc" } })"),
                                     false);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("a\u241B[2Jb\u240Ac"), std::string::npos);
}

TEST(TextOutput, ProblemNamesPlace) {
  EXPECT_EQ(ProblemText(FromText<v1::Problem>("line: 3 entry: 2 field: 'ru' message: 'is empty'")),
            "line 3, ru: is empty");
  EXPECT_EQ(ProblemText(FromText<v1::Problem>("entry: 2 message: 'is empty'")),
            "entry 2: is empty");
}

TEST(TextOutput, AccountNamesEveryCount) {
  const auto account =
      FromText<v1::WriteAccount>("entries: 10 stored: 1 merged: 2 unchanged: 3 skipped: 4");
  EXPECT_EQ(AccountText(FromText<v1::WriteAccount>("entries: 1 stored: 1"), true),
            "1 entry: 1 stored, 0 merged, 0 unchanged, 0 skipped");
  EXPECT_EQ(AccountText(account, true), "10 entries: 1 stored, 2 merged, 3 unchanged, 4 skipped");
  EXPECT_EQ(
      AccountText(account, false),
      "10 entries: 1 would be stored, 2 merged, 3 unchanged, 4 skipped; only checked, nothing "
      "changed");
}

TEST(TextOutput, ExplanationAlignsWords) {
  const auto explanation = FromText<v1::Explanation>(R"(
    score: 97 base: 97 penalties { endings: 3 } score_version: 1 text_rules_version: 2
    query { form: "house" fold: "house" stem: "hous" }
    stored { form: "houses" fold: "houses" stem: "hous" }
    alignment { kind: ENDING cost: 3 query_word: 0 stored_word: 0 }
    alignment { kind: INSERT cost: 10 query_word: -1 stored_word: 0 })");
  const std::string text = ExplanationText("house", "houses", explanation, false);
  EXPECT_EQ(text.find("score 97 (base 97), -3 endings\n"), 0u);
  EXPECT_NE(text.find("ending    3  house [house / hous]  |  houses [houses / hous]\n"),
            std::string::npos);
  EXPECT_NE(text.find("insert   10  -  |  houses"), std::string::npos);
}

TEST(TextOutput, ConceptSaysWhenAndForWhomItsTermsAre) {
  EXPECT_EQ(ConceptText(FromText<v1::Concept>(R"(
              name: "glossaries/g/concepts/c" category: "title" valid_from: "2019" valid_until: "2021"
              out_of_time: true do_not_translate: true
              terms { language: "ru" text: "посол" status: PREFERRED gender: "m" valid_until: "2020"
                      outlets { outlet: "tass" status: FORBIDDEN } confidence: "own" source: "MFA" }
              terms { language: "en" text: "Amb." type: ABBREVIATION full_form: "ambassador" })"),
                        false),
            "glossaries/g/concepts/c  title  2019 to 2021  out of its time  kept as it stands\n"
            "  ru  посол * (m; until 2020; forbidden for tass; own; source: MFA)\n"
            "  en  Amb. (abbreviation of ambassador)\n");
}

TEST(RenderText, CountsBestMatchesAndConcepts) {
  RenderSummary summary;
  summary.Add(
      FromText<v1::RenderedSegment>("lookup { matches { kind: EXACT } matches { kind: FUZZY } }"));
  summary.Add(FromText<v1::RenderedSegment>("lookup { matches { kind: IN_CONTEXT_EXACT } }"));
  summary.Add(FromText<v1::RenderedSegment>(
      "terms { concept_name: 'a' } terms { concept_name: 'a' } terms { concept_name: 'b' }"));
  summary.Add(FromText<v1::RenderedSegment>("lookup { matches { kind: BRIDGED } }"));
  EXPECT_EQ(SummaryText(summary),
            "4 segments: 1 in-context exact, 1 exact, 0 fuzzy, 1 bridged, 1 no match; 3 terms of 2 "
            "concepts");
  EXPECT_EQ(
      SummaryJson(summary).dump(),
      R"({"segments":4,"in_context":1,"exact":1,"fuzzy":0,"bridged":1,"no_match":1,"terms":3,)"
      R"("concepts":2})");
}

TEST(RenderText, SegmentHasNumberAndBestMatch) {
  auto segment = FromText<v1::RenderedSegment>(R"(
    index: 1 segment_count: 9 segment { text: "Yes" }
    lookup { matches { score: 100 kind: EXACT unit: "u" source { language: "en" segment { text: "Yes" } } }
             matches { } matches { } })");
  EXPECT_EQ(SegmentText(segment, false),
            "[2/9] Yes\n100  exact             u\n     en  Yes\n     and 2 more\n");
  // A language that the best match has not is shown of the first match that has it.
  *segment.mutable_lookup()->mutable_matches(2) = FromText<v1::Match>(kBridged);
  const std::string text = SegmentText(segment, false);
  EXPECT_NE(text.find("en  Yes\n 86  bridged"), std::string::npos);
  EXPECT_NE(text.find("     and 1 more\n"), std::string::npos);
  segment.clear_lookup();
  EXPECT_EQ(SegmentText(segment, false), "[2/9] Yes\n     no match\n");
}

}  // namespace
}  // namespace dragoman
