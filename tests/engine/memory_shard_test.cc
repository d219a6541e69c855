// One memory: writes by policy beside a slow twin, etags, request ids, history, and many writers.
#include "server/engine/memory_shard.h"

#include <set>
#include <thread>

#include "server/engine/limits.h"
#include "tests/engine/engine_support.h"
#include "tests/engine/flaky_store.h"
#include "tests/engine/listed_memory.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::Field;

class MemoryShardTest : public EngineTest {
 protected:
  // Returns what a write of {language, text} pairs became: "stored 1", "merged 1", "unchanged 1".
  std::string Written(const UnitWrite& write, WritePolicy policy) {
    static constexpr const char* kWords[] = {"", "stored", "merged", "unchanged"};
    const UnitOutcome outcome = Put(write, policy);
    return fmt::format("{} {}", kWords[static_cast<size_t>(outcome.outcome)], outcome.id);
  }
  std::string Ru(UnitId id) { return Memory()->Get(id).value().At(Lang("ru"))->segment.text; }
};

TEST_F(MemoryShardTest, PoliciesSayWhatBecomesOfTheSameSource) {
  const auto pair = [](const char* ru) { return MakeWrite({{"en", "Yes"}, {"ru", ru}}); };
  EXPECT_EQ(Written(pair("Да"), WritePolicy::kAdd), "stored 1");
  EXPECT_EQ(Written(pair("Да"), WritePolicy::kAdd), "unchanged 1");
  EXPECT_EQ(Written(pair("Ага"), WritePolicy::kAdd), "stored 2");
  EXPECT_EQ(Written(pair("Так"), WritePolicy::kReplaceSame), "merged 2");
  EXPECT_EQ(Ru(1), "Да");
  EXPECT_EQ(Ru(2), "Так");
  UnitWrite old = pair("Старое");
  old.unit.changed_micros = 1;
  EXPECT_EQ(Written(old, WritePolicy::kKeepNewest), "unchanged 2");
  EXPECT_EQ(Written(pair("Новое"), WritePolicy::kKeepNewest), "merged 2");
  EXPECT_EQ(Ru(2), "Новое");
}

TEST_F(MemoryShardTest, TheSameSourceInAnotherContextIsAnother) {
  UnitWrite first = MakeWrite({{"en", "Yes"}, {"ru", "Да"}});
  first.unit.variants[0].previous = "Is it open?";
  UnitWrite second = MakeWrite({{"en", "Yes"}, {"ru", "Открыто"}});
  second.unit.variants[0].previous = "Is it shut?";
  EXPECT_EQ(Written(first, WritePolicy::kReplaceSame), "stored 1");
  EXPECT_EQ(Written(second, WritePolicy::kReplaceSame), "stored 2");
}

TEST_F(MemoryShardTest, AMergeAddsLanguages) {
  Put(MakeWrite({{"en", "Yes"}, {"ru", "Да"}}));
  EXPECT_EQ(Written(MakeWrite({{"en", "Yes"}, {"ur", "ہاں"}}), WritePolicy::kReplaceSame),
            "merged 1");
  const Unit unit = Memory()->Get(1).value();
  ASSERT_EQ(unit.variants.size(), 3U);
  EXPECT_EQ(unit.variants[2].segment.text, "ہاں");
}

TEST_F(MemoryShardTest, RandomWritesLeaveWhatTheTwinHas) {
  TestRandom random;
  ListedMemory twin;
  for (int i = 0; i < 120; ++i) {
    const auto policy = random.Below(2) == 0 ? WritePolicy::kAdd : WritePolicy::kReplaceSame;
    std::vector<UnitWrite> writes(1 + random.Below(5));
    for (UnitWrite& write : writes) {
      write =
          MakeWrite({{"en", fmt::format("Source {}", random.Below(6))},
                     {random.Below(2) == 0 ? "ru" : "ur", fmt::format("T {}", random.Below(3))}});
      twin.BeginImport();  // Each write may replace what those before it wrote.
      twin.Write(ListedUnitOf(write.unit), policy);
    }
    ASSERT_OK(Memory()->Write(writes, policy, {}));
    if (random.Below(20) == 0) Reopen();
  }
  std::vector<ListedUnit> stored;
  for (const Unit& unit : AllUnitsOf(*Memory())) stored.push_back(ListedUnitOf(unit));
  EXPECT_EQ(stored, twin.units());
}

TEST_F(MemoryShardTest, UpdatesNeedTheEtagAndKeepHistory) {
  const UnitOutcome made = Put(MakeWrite({{"en", "Yes"}, {"ru", "Да"}}));
  const auto set = [](std::string text) {
    return [text](Unit& unit) {
      unit.variants[1].segment.text = text;
      return absl::OkStatus();
    };
  };
  ASSERT_OK_AND_ASSIGN(const Unit changed, Memory()->Update(1, made.revision, set("Ага"), {}));
  EXPECT_EQ(changed.revision, 2U);
  const auto stale = Memory()->Update(1, made.revision, set("Нет"), {});
  EXPECT_THAT(stale, StatusIs(StatusCode::kAborted, "read it again"));
  EXPECT_EQ(FieldOf(stale.status()), "etag");
  EXPECT_EQ(Memory()->Update(1, 0, set("Ага"), {})->revision, 2U) << "nothing changed";
  EXPECT_THAT(Memory()->Delete(1, made.revision, {}), StatusIs(StatusCode::kAborted, "etag"));
  ASSERT_OK(Memory()->Delete(1, changed.revision, {}));
  EXPECT_THAT(Memory()->Get(1), StatusIs(StatusCode::kNotFound, "memories/m/units/1"));
  ASSERT_OK_AND_ASSIGN(const UnitVersionPage page, Memory()->Versions(1, 0, 10));
  std::vector<std::string> history;
  for (const UnitVersion& version : page.versions) {
    history.push_back(
        fmt::format("{} until {}", version.unit.variants[1].segment.text, version.superseded_by));
  }
  EXPECT_THAT(history, ElementsAre("Ага until 3", "Да until 2"));
  EXPECT_THAT(Memory()->Versions(9, 0, 10), StatusIs(StatusCode::kNotFound, "units/9"));
}

TEST_F(MemoryShardTest, VersionsComeInPages) {
  Put(MakeWrite({{"en", "Yes"}, {"ru", "0"}}));
  for (int i = 1; i < 7; ++i) {
    Put(MakeWrite({{"en", "Yes"}, {"ru", fmt::format("{}", i)}}), WritePolicy::kReplaceSame);
  }
  for (const size_t limit : {1, 2, 3, 7}) {
    std::string seen;
    Revision from = 0;
    for (bool more = true; more;) {
      ASSERT_OK_AND_ASSIGN(const UnitVersionPage page, Memory()->Versions(1, from, limit));
      EXPECT_LE(page.versions.size(), limit);
      for (const UnitVersion& one : page.versions) seen += one.unit.variants[1].segment.text;
      more = page.next.has_value();
      from = page.next.value_or(0);
    }
    EXPECT_EQ(seen, "6543210") << limit;
  }
}

TEST_F(MemoryShardTest, ARepeatedRequestAnswersAsTheFirst) {
  const WriteContext context{.request_id = "one", .request_hash = 7};
  const std::vector<UnitWrite> writes = {MakeWrite({{"en", "Yes"}, {"ru", "Да"}})};
  ASSERT_OK_AND_ASSIGN(const auto first, Memory()->Write(writes, WritePolicy::kAdd, context));
  ASSERT_OK(Memory()->Delete(1, 0, {}));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const auto again, Memory()->Write(writes, WritePolicy::kAdd, context));
  EXPECT_EQ(again.outcomes, first.outcomes);
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_TRUE(AllUnitsOf(*Memory()).empty());
  const auto misused = Memory()->Write(writes, WritePolicy::kAdd, {"one", 8});
  EXPECT_THAT(misused, StatusIs(StatusCode::kAlreadyExists, "another request"));
  EXPECT_EQ(FieldOf(misused.status()), "request_id");
}

TEST_F(MemoryShardTest, ADryRunIsAsTheWriteWouldBe) {
  Put(MakeWrite({{"en", "Yes"}, {"ru", "Да"}}));
  const std::vector<UnitWrite> writes = {MakeWrite({{"en", "Yes"}, {"ru", "Ага"}}),
                                         MakeWrite({{"en", "No"}, {"ru", "Нет"}}),
                                         MakeWrite({{"en", "No"}, {"ru", "Нет"}})};
  const auto draft = Memory()->NewDraft();
  ASSERT_OK_AND_ASSIGN(const auto dry, Memory()->DryRun(writes, WritePolicy::kReplaceSame, *draft));
  EXPECT_EQ(AllUnitsOf(*Memory()).size(), 1U);
  ASSERT_OK_AND_ASSIGN(const auto real, Memory()->Write(writes, WritePolicy::kReplaceSame, {}));
  ASSERT_EQ(dry.outcomes.size(), real.outcomes.size());
  for (size_t i = 0; i < dry.outcomes.size(); ++i) {
    EXPECT_EQ(dry.outcomes[i].outcome, real.outcomes[i].outcome) << i;
  }
}

TEST_F(MemoryShardTest, WhatWasWrittenIsFoundAtOnceByEachOfManyWriters) {
  constexpr int kWriters = 8;
  constexpr int kWrites = 25;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < kWrites; ++i) {
        const std::string text = fmt::format("Clause {} of part {}", i, writer);
        const UnitOutcome outcome = Put(MakeWrite({{"en", text}, {"ru", "Статья"}}));
        const auto view = Memory()->view();
        EXPECT_GE(view->revision, outcome.revision);
        const auto hits = view->indexes.at(Lang("en"))->Exact(KeysOf(Analyse(text, Lang("en"))));
        EXPECT_THAT(hits, ElementsAre(Field(&ExactHit::unit, outcome.id)));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  std::set<UnitId> ids;
  for (const Unit& unit : AllUnitsOf(*Memory())) ids.insert(unit.id);
  EXPECT_EQ(ids.size(), size_t{kWriters} * kWrites);
  EXPECT_EQ(*ids.rbegin(), ids.size()) << "ids are given without gaps";
}

TEST(MemoryShardFailures, ACommitThatFailsLeavesNothing) {
  FlakyStore store;
  ASSERT_OK_AND_ASSIGN(const auto registry, Registry::Open(store));
  ASSERT_OK(registry->Create(ResourceKind::kMemory, "m", "", ""));
  const auto memory = registry->Memory("m").value();
  const std::vector<UnitWrite> writes = {MakeWrite({{"en", "Yes"}, {"ru", "Да"}})};
  store.lost_commits = 1;
  EXPECT_THAT(memory->Write(writes, WritePolicy::kAdd, {}),
              StatusIs(StatusCode::kResourceExhausted, "the disk is full"));
  EXPECT_TRUE(AllUnitsOf(*memory).empty());
  EXPECT_EQ(memory->view()->units, 0U);
  ASSERT_OK_AND_ASSIGN(const auto report, memory->Write(writes, WritePolicy::kAdd, {}));
  EXPECT_EQ(report.outcomes[0].id, 1U);
  EXPECT_EQ(AllUnitsOf(*memory).size(), 1U);
}

}  // namespace
}  // namespace dragoman
