// Deletion of memories and glossaries: decided at once, finished whatever fails, and a name that is
// taken again begins empty.
#include <set>

#include "server/engine/registry.h"
#include "server/store/keys.h"
#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"

namespace dragoman {
namespace {

class DeletionTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    made_ = registry_->Create(kMemory, "m", "", "").value();
    ASSERT_OK(Memory()->Write({MakeWrite({{"en", "one"}, {"ru", "один"}})}, WritePolicy::kAdd, {}));
  }

  void Open() {
    registry_.reset();
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(store_));
  }
  std::shared_ptr<MemoryShard> Memory() { return registry_->Memory("m").value(); }

  // Returns how many keys a shard has.
  size_t KeysOf(const Resource& resource) {
    return store_.Scan(ShardName(resource), {}, 1000).value().items.size();
  }
  size_t Records() { return store_.Scan(kCatalogShard, AllResources(), 1000).value().items.size(); }

  FlakyStore store_;
  std::unique_ptr<Registry> registry_;
  Resource made_;
};

TEST_F(DeletionTest, TakesEverythingAlong) {
  ASSERT_OK(registry_->Delete(kMemory, "memories/m", made_.etag));
  EXPECT_THAT(registry_->Get(kMemory, "m"), StatusIs(StatusCode::kNotFound, "memories/m"));
  EXPECT_THAT(registry_->Memory("m"), StatusIs(StatusCode::kNotFound, "memories/m"));
  EXPECT_THAT(registry_->Delete(kMemory, "m", 0), StatusIs(StatusCode::kNotFound, "memories/m"));
  EXPECT_TRUE(registry_->List(kMemory, "", 10).resources.empty());
  EXPECT_EQ(KeysOf(made_), 0U);
  EXPECT_EQ(Records(), 0U);
}

TEST_F(DeletionTest, NeedsTheEtag) {
  EXPECT_THAT(registry_->Delete(kMemory, "m", made_.etag + 1),
              StatusIs(StatusCode::kAborted, "etag"));
  EXPECT_EQ(AllUnitsOf(*Memory()).size(), 1U);
}

TEST_F(DeletionTest, RefusesLaterWrites) {
  const auto memory = Memory();
  ASSERT_OK(registry_->Create(kGlossary, "g", "", ""));
  const auto glossary = registry_->Glossary("g").value();
  ASSERT_OK(registry_->Delete(kMemory, "m", 0));
  ASSERT_OK(registry_->Delete(kGlossary, "g", 0));
  EXPECT_THAT(memory->Write({MakeWrite({{"en", "a"}, {"ru", "b"}})}, WritePolicy::kAdd, {}),
              StatusIs(StatusCode::kNotFound, "was deleted"));
  EXPECT_THAT(memory->Delete(1, 0, {}), StatusIs(StatusCode::kNotFound, "was deleted"));
  EXPECT_THAT(glossary->Write({MakeConcept("c", {{"en", "a"}})}, {}),
              StatusIs(StatusCode::kNotFound, "was deleted"));
  EXPECT_EQ(KeysOf(made_), 0U);
}

TEST_F(DeletionTest, IsResumedWhenTheEngineOpens) {
  store_.failed_drops = 1;
  ASSERT_OK(registry_->Delete(kMemory, "m", 0));
  EXPECT_THAT(registry_->Get(kMemory, "m"), StatusIs(StatusCode::kNotFound, "memories/m"));
  EXPECT_GT(KeysOf(made_), 0U);
  Open();
  EXPECT_THAT(registry_->Get(kMemory, "m"), StatusIs(StatusCode::kNotFound, "memories/m"));
  EXPECT_EQ(KeysOf(made_), 0U);
  EXPECT_EQ(Records(), 0U);
}

TEST_F(DeletionTest, IsFinishedBeforeTheNameIsTakenAgain) {
  store_.failed_drops = 2;
  ASSERT_OK(registry_->Delete(kMemory, "m", 0));
  EXPECT_THAT(registry_->Create(kMemory, "m", "", ""), StatusIs(StatusCode::kUnavailable, ""));
  ASSERT_OK_AND_ASSIGN(const Resource again, registry_->Create(kMemory, "m", "", ""));
  EXPECT_NE(again.shard_number, made_.shard_number);
  EXPECT_EQ(KeysOf(made_), 0U);
  EXPECT_TRUE(AllUnitsOf(*Memory()).empty());
  Open();
  EXPECT_EQ(registry_->Get(kMemory, "m").value(), again);
}

TEST_F(DeletionTest, ThatIsNotWrittenDidNotHappen) {
  store_.lost_commits = 1;
  EXPECT_THAT(registry_->Delete(kMemory, "m", 0), StatusIs(StatusCode::kResourceExhausted, ""));
  EXPECT_EQ(registry_->Get(kMemory, "m").value(), made_);
  EXPECT_OK(Memory()->Write({MakeWrite({{"en", "two"}, {"ru", "два"}})}, WritePolicy::kAdd, {}));
  Open();
  EXPECT_EQ(AllUnitsOf(*Memory()).size(), 2U);
}

TEST_F(DeletionTest, NumbersOfShardsAreNeverUsedAgain) {
  std::set<uint64_t> numbers = {made_.shard_number};
  TestRandom random;
  for (int i = 0; i < 60; ++i) {
    const ResourceKind kind = random.Below(2) == 0 ? kMemory : kGlossary;
    const std::string id = fmt::format("r{}", random.Below(4));
    if (registry_->Get(kind, id).ok()) {
      store_.failed_drops = static_cast<int>(random.Below(2));
      ASSERT_OK(registry_->Delete(kind, id, 0));
      store_.failed_drops = 0;
    } else {
      ASSERT_OK_AND_ASSIGN(const Resource made, registry_->Create(kind, id, "", ""));
      EXPECT_TRUE(numbers.insert(made.shard_number).second) << made.shard_number;
    }
    if (random.Below(5) == 0) Open();
  }
}

TEST_F(DeletionTest, FailedCreationLeavesNothing) {
  store_.lost_commits = 1;
  EXPECT_THAT(registry_->Create(kMemory, "n", "", ""),
              StatusIs(StatusCode::kResourceExhausted, ""));
  EXPECT_THAT(registry_->Get(kMemory, "n"), StatusIs(StatusCode::kNotFound, "n"));
  ASSERT_OK(registry_->Create(kMemory, "n", "", ""));
  Open();
  EXPECT_OK(registry_->Get(kMemory, "n"));
}

TEST_F(DeletionTest, LostAnswerIsFoundOut) {
  store_.mute_commits = 1;
  ASSERT_OK_AND_ASSIGN(const Resource first, registry_->Create(kMemory, "n", "", ""));
  ASSERT_OK_AND_ASSIGN(const Resource second, registry_->Create(kMemory, "o", "", ""));
  EXPECT_NE(first.shard_number, second.shard_number);
  Open();
  EXPECT_EQ(registry_->Get(kMemory, "n").value(), first);
  EXPECT_EQ(registry_->Get(kMemory, "o").value(), second);
}

}  // namespace
}  // namespace dragoman
