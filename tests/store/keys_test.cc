#include "server/store/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/random.h"

namespace dragoman {
namespace {

bool Holds(const KeyRange& range, const std::string& key) {
  return key >= range.begin && (range.end.empty() || key < range.end);
}

// One key of each kind, with ids that look like other keys' bytes.
std::vector<std::string> KeysOfAllKinds() {
  return {MetaKey(),
          LogKey(0),
          LogKey(~0ull),
          RequestKey("r"),
          UnitKey(0),
          UnitKey(~0ull),
          UnitVersionKey(0, 0),
          UnitVersionKey(~0ull, ~0ull),
          ConceptKey("u"),
          ConceptVersionKey("u", 0),
          ResourceKey(ResourceKind::kMemory, "m"),
          ResourceKey(ResourceKind::kGlossary, "m"),
          TokenKey("g"),
          GrantKey("t", "memories/a"),
          AuditKey(0),
          AuditKey(~0ull)};
}

TEST(Keys, StandAsTheGrammarSays) {
  using namespace std::string_literals;
  EXPECT_EQ(MetaKey(), "m");
  EXPECT_EQ(UnitKey(0x0102030405060708), "u\1\2\3\4\5\6\7\10"s);
  EXPECT_EQ(UnitVersionKey(1, 2), "h\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2"s);
  EXPECT_EQ(LogKey(258), "l\0\0\0\0\0\0\1\2"s);
  EXPECT_EQ(RequestKey("id-1"), "qid-1");
  EXPECT_EQ(ConceptKey("amb"), "camb");
  EXPECT_EQ(ConceptVersionKey("amb", 3), "hamb\0\0\0\0\0\0\0\0\3"s);
  EXPECT_EQ(ResourceKey(ResourceKind::kGlossary, "titles"), "r\2titles");
}

TEST(Keys, ShardsAreNamedByKindAndNumber) {
  Resource resource;
  resource.shard_number = 7;
  EXPECT_EQ(ShardName(resource), "m7");
  resource.kind = ResourceKind::kGlossary;
  resource.shard_number = 12;
  EXPECT_EQ(ShardName(resource), "g12");
}

TEST(Keys, DifferByKind) {
  std::vector<std::string> keys = KeysOfAllKinds();
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

TEST(Keys, RangesHoldTheirKindOnly) {
  int units = 0, concepts = 0, resources = 0, logged = 0;
  for (const std::string& key : KeysOfAllKinds()) {
    units += Holds(AllUnits(), key);
    concepts += Holds(AllConcepts(), key);
    resources += Holds(AllResources(), key);
    logged += Holds(LogFrom(1), key);
  }
  EXPECT_EQ(units, 2);
  EXPECT_EQ(concepts, 1);
  EXPECT_EQ(resources, 2);
  EXPECT_EQ(logged, 1);
}

TEST(Keys, OrderIsNumericAndReadsBack) {
  TestRandom random;
  for (int i = 0; i < 1000; ++i) {
    const uint64_t a = random.OfAnySize(), b = random.OfAnySize();
    EXPECT_EQ(UnitKey(a) < UnitKey(b), a < b);
    EXPECT_EQ(LogKey(a) < LogKey(b), a < b);
    EXPECT_EQ(UnitVersionKey(7, a) < UnitVersionKey(7, b), a < b);
    EXPECT_EQ(UnitIdOfKey(UnitKey(a)), a);
    EXPECT_EQ(RevisionOfLogKey(LogKey(a)), a);
    EXPECT_EQ(SupersededBy(UnitVersionKey(a, b)), b);
    EXPECT_EQ(SupersededBy(ConceptVersionKey("c", b)), b);
    EXPECT_EQ(Holds(AllVersionsOf(a), UnitVersionKey(b, b)), a == b);
    EXPECT_EQ(Holds(LogFrom(a), LogKey(b)), b >= a);
  }
}

TEST(Keys, VersionsOfAConceptStandApartFromLongerIds) {
  EXPECT_TRUE(Holds(AllConceptVersionsOf("amb"), ConceptVersionKey("amb", ~0ull)));
  EXPECT_TRUE(Holds(AllConceptVersionsOf("amb"), ConceptVersionKey("amb", 0)));
  EXPECT_FALSE(Holds(AllConceptVersionsOf("amb"), ConceptVersionKey("amb-2", 0)));
  EXPECT_FALSE(Holds(AllConceptVersionsOf("amb-2"), ConceptVersionKey("amb", 0)));
}

TEST(Keys, ThoseOfOtherKindsAreNotRead) {
  EXPECT_EQ(ConceptIdOfKey(ConceptKey("amb")), "amb");
  EXPECT_EQ(ConceptIdOfKey(MetaKey()), std::nullopt);
  EXPECT_EQ(ConceptIdOfKey(""), std::nullopt);
  EXPECT_EQ(UnitIdOfKey(LogKey(1)), std::nullopt);
  EXPECT_EQ(UnitIdOfKey(UnitKey(1) + "x"), std::nullopt);
  EXPECT_EQ(UnitIdOfKey(""), std::nullopt);
  EXPECT_EQ(RevisionOfLogKey(UnitKey(1)), std::nullopt);
  EXPECT_EQ(SupersededBy(UnitKey(1)), std::nullopt);
  EXPECT_EQ(SupersededBy("h1234567"), std::nullopt);
}

}  // namespace
}  // namespace dragoman
