#include "server/engine/bridge.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "server/engine/bridge_targets.h"
#include "tests/engine/engine_support.h"
#include "tests/engine/lookup_random.h"

namespace dragoman {
namespace {

class BridgeTest : public EngineTest {
 protected:
  // Returns options of a lookup from ru to ur in memory m.
  static LookupOptions Options() {
    LookupOptions options;
    options.memories = {{.name = "memories/m"}};
    options.source = Lang("ru");
    options.targets = {Lang("ur")};
    return options;
  }

  std::vector<Match> LookUp(const LookupOptions& options, const std::string& text = "Да.") const {
    LookupQuery query;
    query.segment.text = text;
    auto result = Lookup(*registry_, options, query, nullptr);
    EXPECT_OK(result);
    return result.ok() ? std::move(result->matches) : std::vector<Match>();
  }

  UnitId PutTexts(const VariantTexts& variants, std::string_view memory = "m") {
    return Put(MakeWrite(variants), WritePolicy::kAdd, memory).id;
  }
};

TEST_F(BridgeTest, JoinsTwoUnitsThatShareThePivot) {
  const UnitId source = PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  const UnitId target = PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}});
  const auto matches = LookUp(Options());
  ASSERT_EQ(matches.size(), 1u);
  const Match& match = matches[0];
  EXPECT_EQ(match.kind, MatchKind::kBridged);
  EXPECT_EQ(match.score.score, 100);
  EXPECT_EQ(match.ranked_score, 95);
  EXPECT_EQ(match.applied_penalties, (std::vector<AppliedPenalty>{{"bridge", 5}}));
  EXPECT_EQ(match.unit.id, source);
  EXPECT_EQ(match.targets, std::vector<Language>{Lang("ur")});
  EXPECT_EQ(match.bridge->unit.id, target);
  EXPECT_EQ(match.bridge->source_pivot, Lang("en"));
  EXPECT_EQ(match.bridge->pivot_score.score, 100);
  EXPECT_EQ(match.target_unit().At(Lang("ur"))->segment.text, "ہاں۔");
}

TEST_F(BridgeTest, ScoreIsTheLowerOneOfTheTwo) {
  PutTexts({{"ru", "Совет решает вопрос."}, {"en", "The council decides."}});
  PutTexts({{"en", "the COUNCIL decides."}, {"ur", "کونسل"}});
  auto matches = LookUp(Options(), "Совет решает вопрос.");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].score.score, 99);
  EXPECT_EQ(matches[0].score.penalties, Penalties{.form = 1});
  EXPECT_EQ(matches[0].bridge->source_score.score, 100);
  matches = LookUp(Options(), "Совет решает вопрос сегодня.");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].score.score, 75);
  EXPECT_EQ(matches[0].score, matches[0].bridge->source_score);
  EXPECT_EQ(matches[0].bridge->pivot_score.score, 99);
}

TEST_F(BridgeTest, PivotsDifferInFormOnly) {
  PutTexts({{"ru", "Да."}, {"en", "It takes 30 days, not 75."}});
  for (const char* other : {"It takes 30 days, not 76.", "It takes 75 days, not 30.",
                            "It takes 30 days, not 75", "It takes 30 days; not 75.",
                            "Not 30 days, it takes 75.", "It takes 30 days, not not 75."}) {
    PutTexts({{"en", other}, {"ur", "دن"}});
    EXPECT_TRUE(LookUp(Options()).empty()) << other;
  }
  PutTexts({{"en", "it takes 30 Days, not 75."}, {"ur", "دن"}});
  EXPECT_EQ(LookUp(Options()).size(), 1u);
}

TEST_F(BridgeTest, CodesOfPivotsAreCompared) {
  const auto put = [&](const char* language, const char* text, const char* code) {
    Unit unit = MakeUnit({{"en", "Yes."}, {language, text}});
    unit.variants[0].segment.codes.push_back({CodeKind::kStandalone, 0, code});
    Put(MakeWrite(unit));
  };
  put("ru", "Да.", "<a/>");
  put("ur", "ہاں", "<b/>");
  EXPECT_TRUE(LookUp(Options()).empty());
  put("ur", "ہاں", "<a/>");
  EXPECT_EQ(LookUp(Options()).size(), 1u);
}

TEST_F(BridgeTest, UnitsMayBeOfTwoMemories) {
  CreateMemory("n");
  PutTexts({{"ru", "Да."}, {"en", "Yes."}}, "m");
  PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}}, "n");
  EXPECT_TRUE(LookUp(Options()).empty());  // n is not asked.
  LookupOptions options = Options();
  options.memories = {{.name = "n", .penalty = 7}, {.name = "m", .penalty = 3}};
  auto matches = LookUp(options);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].memory, "memories/m");
  EXPECT_EQ(matches[0].bridge->memory, "memories/n");
  EXPECT_EQ(matches[0].applied_penalties,
            (std::vector<AppliedPenalty>{{"memory", 7}, {"bridge", 5}}));
  options.memories.clear();
  EXPECT_EQ(LookUp(options).size(), 1u);
}

TEST_F(BridgeTest, DirectMatchesOfEqualScoreStandFirst) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}});
  const UnitId direct = PutTexts({{"ru", "Да."}, {"ur", "جی۔"}});
  LookupOptions options = Options();
  options.bridge_penalty = 0;
  const auto matches = LookUp(options);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].unit.id, direct);
  EXPECT_EQ(matches[1].ranked_score, 100);
  EXPECT_EQ(matches[1].kind, MatchKind::kBridged);
  EXPECT_TRUE(matches[1].applied_penalties.empty());
}

TEST_F(BridgeTest, IsOffWhereItAddsNothing) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}, {"ur", "ہاں۔"}});
  PutTexts({{"en", "Yes."}, {"ur", "جی۔"}});
  PutTexts({{"ru", "Нет."}, {"en", "No."}});
  PutTexts({{"en", "No."}, {"ur", "نہیں۔"}});
  // The unit has the target itself.
  EXPECT_EQ(LookUp(Options()).size(), 1u);
  EXPECT_EQ(LookUp(Options(), "Нет.").size(), 1u);
  LookupOptions options = Options();
  options.without_bridging = true;
  EXPECT_TRUE(LookUp(options, "Нет.").empty());
  options = Options();
  options.targets = {Lang("en")};
  EXPECT_EQ(LookUp(options, "Нет.")[0].kind, MatchKind::kExact);
  options.targets.clear();
  ASSERT_EQ(LookUp(options, "Нет.").size(), 1u);
  EXPECT_EQ(LookUp(options, "Нет.")[0].kind, MatchKind::kExact);
  options = Options();
  options.source = Lang("en");
  for (const Match& match : LookUp(options, "No.")) EXPECT_NE(match.kind, MatchKind::kBridged);
}

TEST_F(BridgeTest, TargetUnitThatMatchesItselfIsNotGivenTwice) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  PutTexts({{"ru", "Да."}, {"en", "Yes."}, {"ur", "ہاں۔"}});
  const auto matches = LookUp(Options());
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].kind, MatchKind::kExact);
  // Where the way over another source is the better one, it is given too.
  LookupOptions options = Options();
  options.min_score = 40;
  ASSERT_EQ(LookUp(options, "Да, да.").size(), 1u);
  PutTexts({{"ru", "Да, да."}, {"en", "Yes."}});
  ASSERT_EQ(LookUp(options, "Да, да.").size(), 2u);
  EXPECT_EQ(LookUp(options, "Да, да.")[0].kind, MatchKind::kBridged);
  EXPECT_EQ(LookUp(options, "Да, да.")[1].kind, MatchKind::kFuzzy);
}

TEST_F(BridgeTest, GivesOnlyWhatTheSourceUnitLacks) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}, {"de", "Ja."}});
  PutTexts({{"en", "Yes."}, {"de", "Jawohl."}, {"ur", "ہاں۔"}});
  LookupOptions options = Options();
  options.targets = {Lang("ur"), Lang("de"), Lang("en")};
  const auto matches = LookUp(options);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(matches[0].targets, (std::vector<Language>{Lang("de"), Lang("en")}));
  EXPECT_EQ(matches[1].targets, std::vector<Language>{Lang("ur")});
}

TEST_F(BridgeTest, GoesOverTheLanguageAskedFor) {
  PutTexts({{"ru", "Да."}, {"de", "Ja."}});
  PutTexts({{"de", "Ja."}, {"ur", "ہاں۔"}});
  PutTexts({{"ru", "Да."}, {"en-GB", "Yes."}});
  PutTexts({{"en-US", "Yes."}, {"ur", "جی۔"}});
  LookupOptions options = Options();
  ASSERT_EQ(LookUp(options).size(), 1u);
  EXPECT_EQ(LookUp(options)[0].bridge->source_pivot, Lang("en-GB"));
  EXPECT_EQ(LookUp(options)[0].bridge->pivot, Lang("en-US"));
  options.bridge_language = Lang("de");
  ASSERT_EQ(LookUp(options).size(), 1u);
  EXPECT_EQ(LookUp(options)[0].bridge->pivot, Lang("de"));
  options.bridge_language = Lang("fr");
  EXPECT_TRUE(LookUp(options).empty());
}

TEST_F(BridgeTest, ASourceIsNoPivot) {
  PutTexts({{"en", "Yes."}, {"fr", "Oui."}});
  PutTexts({{"en-US", "Yes."}, {"ur", "ہاں۔"}});
  LookupOptions options = Options();
  options.source = Lang("en-GB");
  options.bridge_language = Lang("en-US");  // "en" answers both.
  EXPECT_TRUE(LookUp(options, "Yes.").empty());
}

TEST_F(BridgeTest, NeitherLimitNorMaskHidesAMatch) {
  // Many sources that score more and lead nowhere, and one that leads to a target.
  std::vector<UnitWrite> writes;
  for (int i = 0; i < 500; ++i) {
    const std::string number = std::to_string(i);
    writes.push_back(MakeWrite({{"ru", "Совет решает вопрос."}, {"en", "Decision " + number}}));
    writes.push_back(MakeWrite({{"en", "Question " + number}, {"ur", "سوال"}}));
  }
  writes.push_back(MakeWrite({{"ru", "Совет решает вопрос сегодня."}, {"en", "Question 77"}}));
  ASSERT_OK(Memory()->Write(writes, WritePolicy::kAdd, {}));
  LookupOptions options = Options();
  options.limit = 1;
  const auto matches = LookUp(options, "Совет решает вопрос.");
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].score.score, 75);
  EXPECT_EQ(matches[0].bridge->unit.At(Lang("en"))->segment.text, "Question 77");
}

TEST_F(BridgeTest, CopiesCostTheirSum) {
  std::vector<UnitWrite> writes;
  for (int i = 0; i < 500; ++i) {
    writes.push_back(MakeWrite({{"ru", "Да."}, {"en", "Yes."}, {"de", std::to_string(i)}}));
    writes.push_back(MakeWrite({{"en", "Yes."}, {"ur", std::to_string(i)}}));
  }
  ASSERT_OK(Memory()->Write(writes, WritePolicy::kAdd, {}));
  LookupOptions options = Options();
  options.limit = 1000;
  EXPECT_EQ(LookUp(options).size(), 500u);
}

TEST_F(BridgeTest, TextsThatDifferByANumberAreNotMixed) {
  std::vector<UnitWrite> writes;
  for (int i = 0; i < 300; ++i) {
    const std::string number = std::to_string(i);
    writes.push_back(MakeWrite({{"ru", "Глава " + number}, {"en", "Chapter " + number}}));
    writes.push_back(MakeWrite({{"en", "chapter " + number}, {"ur", number}}));
  }
  ASSERT_OK(Memory()->Write(writes, WritePolicy::kAdd, {}));
  LookupOptions options = Options();
  options.limit = 1000;
  const auto matches = LookUp(options, "Глава 7");
  ASSERT_EQ(matches.size(), 300u);
  EXPECT_EQ(matches[0].bridge->unit.At(Lang("ur"))->segment.text, "7");
  for (const Match& match : matches) {
    EXPECT_EQ(match.unit.At(Lang("ru"))->segment.text,
              "Глава " + match.bridge->unit.At(Lang("ur"))->segment.text);
  }
}

TEST_F(BridgeTest, CountsTellWhereNothingCanBeBridged) {
  const auto can = [&](const LookupOptions& options) {
    std::vector<LookupPlace> places = OpenPlaces(*registry_, options.memories).value();
    return CanBridge(places, options);
  };
  LookupOptions options = Options();
  EXPECT_FALSE(can(options));
  PutTexts({{"ru", "Да."}, {"en", "Yes."}, {"ur", "ہاں۔"}});
  EXPECT_FALSE(can(options));  // No unit lacks the target.
  options.targets = {Lang("de")};
  EXPECT_FALSE(can(options));  // None has it.
  CreateMemory("n");
  PutTexts({{"de", "Ja."}, {"fr", "Oui."}}, "n");
  options.memories.push_back({.name = "memories/n"});
  EXPECT_FALSE(can(options));  // None has it and the bridge language.
  PutTexts({{"de", "Ja."}, {"en", "Yes."}}, "n");
  EXPECT_TRUE(can(options));
  options.without_bridging = true;
  EXPECT_FALSE(can(options));
}

TEST_F(BridgeTest, FindsWhatWasWrittenAndNotWhatWasDeleted) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  const UnitId target = PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}});
  ASSERT_EQ(LookUp(Options()).size(), 1u);
  ASSERT_OK(Memory()->Delete(target, 0, {}));
  EXPECT_TRUE(LookUp(Options()).empty());
}

TEST_F(BridgeTest, UnitsThatChangeMeanwhileAreWhole) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  const UnitId target = PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}});
  std::atomic<bool> done = false;
  std::thread writer([&] {
    const std::shared_ptr<MemoryShard> memory = Memory();
    for (int i = 0; i < 300; ++i) {
      EXPECT_OK(memory->Update(target, 0,
                               [i](Unit& unit) {
                                 unit.variants[0].segment.text = i % 2 == 0 ? "No." : "Yes.";
                                 unit.variants[1].segment.text = i % 2 == 0 ? "نہیں۔" : "ہاں۔";
                                 return absl::OkStatus();
                               },
                               {}));
    }
    done = true;
  });
  LookupQuery query;
  query.segment.text = "Да.";
  while (!done) {
    const auto result = Lookup(*registry_, Options(), query, nullptr);
    if (!result.ok()) {
      EXPECT_THAT(result, StatusIs(StatusCode::kAborted, "try again"));
      continue;
    }
    if (result->matches.empty()) continue;
    EXPECT_EQ(result->matches[0].bridge->unit.variants[1].segment.text, "ہاں۔");
  }
  writer.join();
}

TEST_F(BridgeTest, EndsWhenTheCallerIsGone) {
  PutTexts({{"ru", "Да."}, {"en", "Yes."}});
  PutTexts({{"en", "Yes."}, {"ur", "ہاں۔"}});
  LookupQuery query;
  query.segment.text = "Да.";
  EXPECT_THAT(Lookup(*registry_, Options(), query, [] { return true; }),
              StatusIs(StatusCode::kCancelled, ""));
}

// Every pair of units of every memory, against what the search of both sides finds.
TEST(BridgeProperty, EqualsComparingAllPairs) {
  RandomLookups random;
  size_t bridged = 0;
  for (int round = 0; round < 150 && !testing::Test::HasFailure(); ++round) {
    const RandomMemories memories(random, 40);
    for (int lookup = 0; lookup < 20; ++lookup) {
      const LookupOptions options = random.AnyOptions();
      const LookupQuery query = random.AnyQuery(options.source);
      for (const Match& match : memories.CompareWithTwin(options, query)) {
        bridged += match.bridge.has_value();
      }
    }
  }
  EXPECT_GT(bridged, 300u);
}

}  // namespace
}  // namespace dragoman
