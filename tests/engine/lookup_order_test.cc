#include <gmock/gmock.h>

#include <functional>

#include "server/engine/lookup.h"
#include "tests/engine/engine_support.h"
#include "tests/engine/lookup_random.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

class LookupOrderTest : public EngineTest {
 protected:
  static LookupOptions Options() {
    LookupOptions options;
    options.memories = {{.name = "m", .aligned_penalty = 1}, {.name = "n", .aligned_penalty = 1}};
    options.source = Lang("en");
    options.targets = {Lang("ru")};
    options.document = "report";
    options.domain = "law";
    return options;
  }

  // Puts a unit of memory m or n, aligned and changed a second after the epoch unless `edit` says
  // otherwise, and returns its translation, which no other one has.
  std::string PutUnit(std::string_view memory, const std::function<void(Unit&)>& edit) {
    std::string translation = std::to_string(++translations_);
    Unit unit = MakeUnit({{"en", "Yes."}, {"ru", translation}});
    unit.origin = Origin::kAligned;
    unit.changed_micros = kSecond;
    edit(unit);
    Put(MakeWrite(std::move(unit)), WritePolicy::kAdd, memory);
    return translation;
  }

  // Returns the translations of "Yes." in their order.
  std::vector<std::string> LookUp(const LookupOptions& options) const {
    LookupQuery query;
    query.segment.text = "Yes.";
    query.previous = "First.";
    const auto result = Lookup(*registry_, options, query, nullptr);
    EXPECT_OK(result);
    std::vector<std::string> translations;
    if (!result.ok()) return translations;
    for (const Match& match : result->matches) {
      translations.push_back(match.unit.At(Lang("ru"))->segment.text);
    }
    return translations;
  }

  static constexpr int64_t kSecond = 1'000'000;
  int translations_ = 0;
};

// All rank 99. Each is first by one rule, and behind those after it by the rules that count less.
TEST_F(LookupOrderTest, EqualMatchesAreInTheOrderStated) {
  CreateMemory("n");
  std::vector<std::string> expected;
  const auto add = [&](std::string_view memory, const std::function<void(Unit&)>& edit) {
    expected.push_back(PutUnit(memory, edit));
  };
  add("n", [](Unit& unit) { unit.variants[0].previous = "First."; });
  add("n", [](Unit& unit) { unit.document = "report"; });
  add("n", [](Unit& unit) { unit.domain = "law"; });
  add("n", [](Unit& unit) { unit.state = ReviewState::kReviewed; });
  add("m", [](Unit& unit) { unit.changed_micros = 3 * kSecond; });
  add("m", [](Unit& unit) { unit.changed_micros = 2 * kSecond; });
  add("m", [](Unit&) {});
  add("m", [](Unit&) {});
  std::swap(expected[6], expected[7]);  // The higher number stands first.
  add("n", [](Unit& unit) { unit.changed_micros = 9 * kSecond; });
  add("m", [](Unit& unit) {
    unit.variants[0].segment.text = "yes.";
    unit.origin = Origin::kHuman;
    unit.document = "report";
    unit.domain = "law";
    unit.state = ReviewState::kReviewed;
    unit.changed_micros = 9 * kSecond;
  });
  LookupOptions options = Options();
  for (options.limit = 1; options.limit <= expected.size(); ++options.limit) {
    EXPECT_EQ(LookUp(options), std::vector(expected.begin(), expected.begin() + options.limit));
  }
}

TEST_F(LookupOrderTest, AnUnknownDocumentIsNoOnesDocument) {
  const std::string older = PutUnit("m", [](Unit&) {});
  const std::string newer = PutUnit("m", [](Unit& unit) {
    unit.document = "report";
    unit.changed_micros = 2 * kSecond;
  });
  LookupOptions options = Options();
  options.memories.pop_back();
  options.document.clear();
  EXPECT_THAT(LookUp(options), ElementsAre(newer, older));
}

TEST_F(LookupOrderTest, OptionsAreChecked) {
  const auto field_of = [](const LookupOptions& options) {
    return FieldOf(CheckLookupOptions(options));
  };
  LookupOptions options = Options();
  ASSERT_OK(CheckLookupOptions(options));
  options.document = std::string(501, 'x');
  EXPECT_EQ(field_of(options), "options.document");
  options = Options();
  options.domain = "\xFF";
  EXPECT_EQ(field_of(options), "options.domain");
  options = Options();
  options.bridge_penalty = 101;
  EXPECT_EQ(field_of(options), "options.bridge_penalty");
  options = Options();
  options.bridge_language = Language();
  EXPECT_EQ(field_of(options), "options.bridge_language");
}

// Many matches tie, and the limit cuts among them.
TEST(LookupProperty, OrderEqualsSortingAllMatches) {
  RandomLookups random;
  size_t found = 0;
  for (int round = 0; round < 60 && !testing::Test::HasFailure(); ++round) {
    const RandomMemories memories(random, 100);
    for (int lookup = 0; lookup < 20; ++lookup) {
      LookupOptions options = random.AnyOptions();
      options.without_bridging = true;
      options.source = Lang("en");
      options.targets.clear();
      options.min_score = 50;
      options.limit = 1 + random.Below(12);
      found += memories.CompareWithTwin(options, random.AnyQuery(options.source)).size();
    }
  }
  EXPECT_GT(found, 2000u);
}

}  // namespace
}  // namespace dragoman
