// Lookups beside a slow twin that scores every unit of every memory.
#include "server/engine/lookup.h"

#include <algorithm>
#include <tuple>

#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LookupOptions LookupFrom(std::string_view source, std::vector<Language> targets = {}) {
  LookupOptions options;
  options.source = Lang(source);
  options.targets = std::move(targets);
  return options;
}

LookupMemory In(std::string name, int penalty = 0) {
  LookupMemory memory;
  memory.name = std::move(name);
  memory.penalty = penalty;
  return memory;
}

// A match as the twin and the lookup both state it.
struct Found {
  int ranked_score;
  int kind;
  size_t memory;  // Its place in the order of preference.
  UnitId unit;
  int score;
  std::string source;
  std::vector<std::string> targets;

  bool operator==(const Found&) const = default;
  auto Order() const { return std::tuple(-ranked_score, kind, memory, ~unit); }
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << found.score << "/" << found.ranked_score << " kind " << found.kind << " memory "
             << found.memory << " unit " << found.unit << " " << found.source << " to "
             << testing::PrintToString(found.targets);
}

int PointsOf(const LookupMemory& settings, const Unit& unit) {
  int points = settings.penalty;
  if (unit.origin == Origin::kMachine) points += settings.machine_penalty;
  if (unit.origin == Origin::kAligned) points += settings.aligned_penalty;
  if (unit.state == ReviewState::kDraft) points += settings.draft_penalty;
  return std::min(points, 100);
}

// Returns whether a neighbour known on both sides is the same and none is another.
bool InContext(const LookupQuery& query, const Variant& variant) {
  int same = 0;
  int other = 0;
  const auto compare = [&](const auto& asked, const auto& stored) {
    if (!asked || !stored) return;
    const bool equal =
        Analyse(*asked, variant.language).exact_key == Analyse(*stored, variant.language).exact_key;
    ++(equal ? same : other);
  };
  compare(query.previous, variant.previous);
  compare(query.next, variant.next);
  return same > 0 && other == 0;
}

class LookupTest : public EngineTest {
 protected:
  std::vector<Found> LookUp(const LookupOptions& options, const LookupQuery& query) {
    const auto result = Lookup(*registry_, options, query, nullptr);
    EXPECT_OK(result);
    std::vector<Found> found;
    for (const Match& match : result->matches) {
      std::vector<std::string> targets;
      for (const Language& target : match.targets) targets.emplace_back(target.tag());
      found.push_back({.ranked_score = match.ranked_score,
                       .kind = static_cast<int>(match.kind),
                       .memory = PlaceOf(options, match.memory),
                       .unit = match.unit.id,
                       .score = match.score.score,
                       .source = std::string(match.source.tag()),
                       .targets = targets});
    }
    return found;
  }

  std::vector<Found> LookUp(const LookupOptions& options, std::string text) {
    LookupQuery query;
    query.segment.text = std::move(text);
    return LookUp(options, query);
  }

  // Returns every unit's best match, ranked and cut at the limit.
  std::vector<Found> Slow(const LookupOptions& options, const LookupQuery& query) {
    std::vector<Found> all;
    for (size_t place = 0; place < options.memories.size(); ++place) {
      for (const Unit& unit : AllUnitsOf(*Memory(options.memories[place].name))) {
        std::optional<Found> best;
        for (const Variant& variant : unit.variants) {
          const auto found = Score(options, query, place, unit, variant);
          if (found && (!best || found->Order() < best->Order())) best = found;
        }
        if (best) all.push_back(*best);
      }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Found& a, const Found& b) { return a.Order() < b.Order(); });
    if (all.size() > options.limit) all.resize(options.limit);
    for (Found& found : all) found.ranked_score = std::max(found.ranked_score, 0);
    return all;
  }

 private:
  static size_t PlaceOf(const LookupOptions& options, std::string_view name) {
    for (size_t i = 0; i < options.memories.size(); ++i) {
      if (name.ends_with("/" + options.memories[i].name)) return i;
    }
    return options.memories.size();
  }

  static std::optional<Found> Score(const LookupOptions& options, const LookupQuery& query,
                                    size_t place, const Unit& unit, const Variant& variant) {
    if (!Answers(variant.language, options.source)) return std::nullopt;
    std::vector<std::string> targets;
    for (const Language& wanted : options.targets) {
      for (const Variant& other : unit.variants) {
        if (&other == &variant || !Answers(other.language, wanted)) continue;
        targets.emplace_back(other.language.tag());
      }
    }
    const int score =
        ScoreOf(Analyse(query.segment, options.source), Analyse(variant.segment, variant.language))
            .score;
    if (targets.empty() || score < options.min_score) return std::nullopt;
    const bool in_context = score == 100 && InContext(query, variant);
    return Found{.ranked_score = score - PointsOf(options.memories[place], unit),
                 .kind = in_context     ? 1
                         : score == 100 ? 2
                                        : 3,
                 .memory = place,
                 .unit = unit.id,
                 .score = score,
                 .source = std::string(variant.language.tag()),
                 .targets = targets};
  }
};

TEST_F(LookupTest, FindsWhatASlowScanFinds) {
  TestRandom random;
  CreateMemory("n");
  for (const char* memory : {"m", "n"}) {
    for (int i = 0; i < 150; ++i) {
      UnitWrite write = MakeWrite({{"en", RandomSentence(random, 6)}, {"ru", "Текст"}});
      if (random.Below(3) == 0) write.unit.variants.pop_back();
      if (write.unit.variants.size() < 2 || random.Below(3) == 0) {
        write.unit.variants.push_back(MakeVariant("ur", "متن"));
      }
      write.unit.origin = static_cast<Origin>(random.Below(4));
      // None reviewed: these come first among equal ones, see lookup_order_test.cc.
      write.unit.state = static_cast<ReviewState>(random.Below(3));
      if (random.Below(2) == 0) write.unit.variants[0].previous = RandomSentence(random, 1);
      if (random.Below(2) == 0) write.unit.variants[0].next = RandomSentence(random, 1);
      Put(write, WritePolicy::kAdd, memory);
    }
  }
  for (int i = 0; i < 200; ++i) {
    LookupOptions options = LookupFrom("en");
    options.memories = {In("m", static_cast<int>(random.Below(5))), In("n")};
    options.memories[1].machine_penalty = 7;
    options.memories[1].draft_penalty = 3;
    if (random.Below(2) == 0) std::swap(options.memories[0], options.memories[1]);
    options.targets = {Lang(random.Below(2) == 0 ? "ru" : "ur")};
    options.min_score = static_cast<int>(30 + random.Below(71));
    options.limit = 1 + random.Below(12);
    LookupQuery query;
    query.segment.text = RandomSentence(random, 6);
    if (random.Below(2) == 0) query.previous = RandomSentence(random, 1);
    if (random.Below(2) == 0) query.next = RandomSentence(random, 1);
    ASSERT_EQ(LookUp(options, query), Slow(options, query)) << query.segment.text;
  }
}

TEST_F(LookupTest, UnitsWithoutTheTargetCrowdOutNone) {
  for (int i = 0; i < 200; ++i) {
    Put(MakeWrite({{"en", "The talks begin today"}, {"de", fmt::format("Text {}", i)}}));
  }
  Put(MakeWrite({{"en", "The talks begin now"}, {"ru", "Переговоры"}}));
  LookupOptions options = LookupFrom("en", {Lang("ru")});
  options.limit = 1;
  const auto found = LookUp(options, "The talks begin today");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].unit, 201U);
  EXPECT_EQ(found[0].score, 75);
}

TEST_F(LookupTest, EachLanguageIsASource) {
  Put(MakeWrite({{"en", "Peace"}, {"ru", "Мир"}, {"ur", "امن"}}));
  const auto to = [this](const char* source, const char* text, const char* target) {
    const auto found = LookUp(LookupFrom(source, {Lang(target)}), text);
    return found.size() == 1 ? found[0].targets : std::vector<std::string>();
  };
  EXPECT_THAT(to("en", "Peace", "ru"), ElementsAre("ru"));
  EXPECT_THAT(to("ru", "Мир", "ur"), ElementsAre("ur"));
  EXPECT_THAT(to("ur", "امن", "en"), ElementsAre("en"));
  EXPECT_THAT(to("ur", "امن", "ur"), IsEmpty());
  EXPECT_THAT(to("de", "Peace", "ru"), IsEmpty());
}

TEST_F(LookupTest, RegionsAnswerTheirLanguage) {
  Put(MakeWrite({{"en-GB", "Colour"}, {"ru-RU", "Цвет"}}));
  const auto found = LookUp(LookupFrom("en", {Lang("ru")}), "Colour");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source, "en-GB");
  EXPECT_THAT(found[0].targets, ElementsAre("ru-RU"));
  EXPECT_THAT(LookUp(LookupFrom("en-US"), "Colour"), IsEmpty());
}

TEST_F(LookupTest, NoTargetAndNoMemoryMeanAll) {
  CreateMemory("n");
  Put(MakeWrite({{"en", "Peace"}, {"ur", "امن"}, {"ru", "Мир"}}));
  Put(MakeWrite({{"en", "Peace"}, {"de", "Frieden"}}), WritePolicy::kAdd, "n");
  const auto found = LookUp(LookupFrom("en"), "Peace");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].targets, ElementsAre("ru", "ur"));
  EXPECT_THAT(found[1].targets, ElementsAre("de"));
}

TEST_F(LookupTest, TheNewestComesFirstAmongEqualOnes) {
  Put(MakeWrite({{"en", "Peace"}, {"ru", "Мир"}}));
  Put(MakeWrite({{"en", "Peace"}, {"ru", "Покой"}}));
  const auto found = LookUp(LookupFrom("en"), "Peace");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].unit, 2U);
}

TEST_F(LookupTest, ShowsDifferencesAndReasonsWhenAsked) {
  Put(MakeWrite({{"en", "Not 30 ships came"}, {"ru", "Пришло не 30 судов"}}));
  LookupQuery query;
  query.segment.text = "75 ships came";
  LookupOptions options = LookupFrom("en");
  options.min_score = 50;
  const Match plain = Lookup(*registry_, options, query, nullptr)->matches.at(0);
  EXPECT_TRUE(plain.flags.negation);
  EXPECT_TRUE(plain.flags.number);
  EXPECT_TRUE(plain.diff.empty());
  EXPECT_FALSE(plain.explanation);
  options.include_diff = true;
  options.include_explanation = true;
  const Match full = Lookup(*registry_, options, query, nullptr)->matches.at(0);
  EXPECT_FALSE(full.diff.empty());
  EXPECT_EQ(full.explanation->score.score, full.score.score);
  EXPECT_EQ(full.explanation->query.words.size(), 3U);
  EXPECT_EQ(full.explanation->stored.words.size(), 4U);
}

TEST_F(LookupTest, UnknownMemoriesAndCallersThatWentAwayEndIt) {
  LookupOptions options = LookupFrom("en");
  Put(MakeWrite({{"en", "Peace"}, {"ru", "Мир"}}));
  LookupQuery query;
  query.segment.text = "Peace";
  EXPECT_THAT(Lookup(*registry_, options, query, [] { return true; }),
              StatusIs(StatusCode::kCancelled, "went away"));
  options.memories = {In("m"), In("none")};
  EXPECT_THAT(Lookup(*registry_, options, query, nullptr),
              StatusIs(StatusCode::kNotFound, "memories/none"));
}

TEST_F(LookupTest, SaysWhichRevisionItSaw) {
  Put(MakeWrite({{"en", "Peace"}, {"ru", "Мир"}}));
  Put(MakeWrite({{"en", "War"}, {"ru", "Война"}}));
  LookupQuery query;
  query.segment.text = "Peace";
  const auto result = Lookup(*registry_, LookupFrom("en"), query, nullptr);
  ASSERT_OK(result);
  ASSERT_EQ(result->memories.size(), 1U);
  EXPECT_EQ(result->memories[0].name, "memories/m");
  EXPECT_EQ(result->memories[0].revision, 2U);
}

TEST(LookupFailures, ThoseOfTheStoreAreReturned) {
  FlakyStore store;
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(store));
  ASSERT_OK(registry->Create(ResourceKind::kMemory, "m", "", ""));
  ASSERT_OK((*registry->Memory("m"))
                ->Write({MakeWrite({{"en", "Peace"}, {"ru", "Мир"}})}, WritePolicy::kAdd, {}));
  LookupQuery query;
  query.segment.text = "Peace";
  store.failed_reads = 1;
  EXPECT_THAT(Lookup(*registry, LookupFrom("en"), query, nullptr),
              StatusIs(StatusCode::kUnavailable, "cannot be read"));
  EXPECT_OK(Lookup(*registry, LookupFrom("en"), query, nullptr));
}

TEST(LookupChecks, NameTheField) {
  const auto field = [](const std::function<void(LookupOptions&)>& change) {
    LookupOptions options = LookupFrom("en");
    change(options);
    return FieldOf(CheckLookupOptions(options));
  };
  using Options = LookupOptions;
  EXPECT_EQ(field([](Options&) {}), "");
  EXPECT_EQ(field([](Options& one) { one.source = Language(); }), "options.source_language");
  EXPECT_EQ(field([](Options& one) { one.min_score = 0; }), "options.min_score");
  EXPECT_EQ(field([](Options& one) { one.min_score = 101; }), "options.min_score");
  EXPECT_EQ(field([](Options& one) { one.limit = 1001; }), "options.limit");
  EXPECT_EQ(field([](Options& one) { one.targets.assign(21, Lang("ru")); }),
            "options.target_languages");
  EXPECT_EQ(field([](Options& one) {
              one.memories = {In("m"), In("n", 101)};
            }),
            "options.memories[1].penalty");
  LookupQuery query;
  query.segment.text = "a\xff";
  EXPECT_EQ(FieldOf(CheckLookupQuery(query)), "segment.text");
}

}  // namespace
}  // namespace dragoman
