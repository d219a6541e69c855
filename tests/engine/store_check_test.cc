// The check of a store: nothing is found in one that is whole, also while it is written to; each
// thing that does not agree is found and named.
#include "server/engine/store_check.h"

#include <fmt/format.h>

#include <atomic>
#include <map>
#include <thread>

#include "server/store/codec.h"
#include "server/store/keys.h"
#include "tests/engine/engine_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A store whose values a test changes behind everybody's back.
class TamperedStore : public Store {
 public:
  void Replace(std::string_view shard, const std::string& key, std::string value) {
    values_[{std::string(shard), key}] = std::move(value);
  }
  std::string Value(std::string_view shard, const std::string& key) {
    return *store_->MultiGet(shard, {key}).value().front();
  }
  void Damage(Status status) { bytes_ = std::move(status); }

  StatusOr<std::vector<std::optional<std::string>>> MultiGet(
      std::string_view shard, const std::vector<std::string>& keys) override {
    auto values = store_->MultiGet(shard, keys);
    for (size_t i = 0; values.ok() && i < keys.size(); ++i) {
      const auto found = values_.find({std::string(shard), keys[i]});
      if (found != values_.end()) (*values)[i] = found->second;
    }
    return values;
  }
  StatusOr<ScanPage> Scan(std::string_view shard, const KeyRange& range, size_t limit) override {
    auto page = store_->Scan(shard, range, limit);
    if (!page.ok()) return page;
    for (KeyValue& item : page->items) {
      const auto found = values_.find({std::string(shard), item.key});
      if (found != values_.end()) item.value = found->second;
    }
    return page;
  }
  StatusOr<Revision> Commit(std::string_view shard, Revision expected,
                            const Batch& batch) override {
    return store_->Commit(shard, expected, batch);
  }
  StatusOr<Revision> Head(std::string_view shard) override { return store_->Head(shard); }
  Status Drop(std::string_view shard) override { return store_->Drop(shard); }
  std::shared_ptr<void> Watch(std::string_view shard, Changed changed) override {
    return store_->Watch(shard, std::move(changed));
  }
  Status VerifyBytes() override { return bytes_; }
  StoreLimits limits() const override { return store_->limits(); }

 private:
  const std::unique_ptr<Store> store_ = NewMemoryStore();
  std::map<std::pair<std::string, std::string>, std::string> values_;
  Status bytes_;
};

class StoreCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(store_));
    ASSERT_OK_AND_ASSIGN(const Resource memory,
                         registry_->Create(ResourceKind::kMemory, "m", "", ""));
    ASSERT_OK_AND_ASSIGN(const Resource glossary,
                         registry_->Create(ResourceKind::kGlossary, "g", "", ""));
    memory_ = ShardName(memory);
    glossary_ = ShardName(glossary);
    Write({{"en", "The minister spoke."}, {"ru", "Министр выступил."}});
    Write({{"en", "Talks went on."}, {"ur", "مذاکرات جاری رہے۔"}});
    ASSERT_OK(registry_->Glossary("g").value()->Write(
        {MakeConcept("minister", {{"en", "minister"}, {"ru", "министр"}})}, {}));
  }

  void Write(const VariantTexts& texts) {
    ASSERT_OK(
        registry_->Memory("m").value()->Write({MakeWrite(texts)}, WritePolicy::kReplaceSame, {}));
  }

  // Returns "part: place: what" of each problem.
  std::vector<std::string> Problems() {
    std::vector<std::string> problems;
    EXPECT_OK(CheckStore(*registry_, [&](const StorePart& part) {
      if (!part.done) return absl::OkStatus();
      EXPECT_EQ(part.problem_count, part.problems.size());
      for (const StoreProblem& problem : part.problems) {
        problems.push_back(fmt::format("{}: {}: {}", part.name, problem.place, problem.what));
      }
      return absl::OkStatus();
    }));
    return problems;
  }

  // Changes a stored unit as `edit` says.
  template <typename Edit>
  void TamperUnit(UnitId id, const Edit& edit) {
    ASSERT_OK_AND_ASSIGN(Unit unit, DecodeUnit(store_.Value(memory_, UnitKey(id))));
    edit(unit);
    store_.Replace(memory_, UnitKey(id), EncodeUnit(unit));
  }

  TamperedStore store_;
  std::unique_ptr<Registry> registry_;
  std::string memory_;
  std::string glossary_;
};

TEST_F(StoreCheckTest, FindsNothingInAWholeStoreAndSaysWhatItRead) {
  std::map<std::string, std::pair<uint64_t, uint64_t>> read;
  ASSERT_OK(CheckStore(*registry_, [&](const StorePart& part) {
    if (part.done) read[part.name] = {part.records, part.index_entries};
    EXPECT_THAT(part.problems, IsEmpty());
    return absl::OkStatus();
  }));
  EXPECT_EQ(read["memories/m"], std::pair(uint64_t{4}, uint64_t{4}));  // Units and their log.
  EXPECT_EQ(read["glossaries/g"], std::pair(uint64_t{2}, uint64_t{1}));
  EXPECT_EQ(read["catalog"].first, 2U);
  EXPECT_TRUE(read.contains("files") && read.contains("access") && read.contains("audit"));
}

TEST_F(StoreCheckTest, FindsNothingAfterAnyHistory) {
  TestRandom random;
  const auto memory = registry_->Memory("m").value();
  for (int i = 0; i < 200; ++i) {
    const auto page = memory->List(1, 1000).value();
    if (page.units.size() > 20 && random.Below(3) == 0) {
      ASSERT_OK(memory->Delete(page.units[random.Below(page.units.size())].id, 0, {}));
      continue;
    }
    Unit unit = MakeUnit({{"en", RandomSentence(random, 5)},
                          {random.Below(2) == 0 ? "ru" : "ur", RandomSentence(random, 5)}});
    if (random.Below(2) == 0) unit.variants[0].previous = RandomSentence(random, 3);
    unit.document = random.Below(2) == 0 ? "doc" : "";
    if (random.Below(8) == 0) unit.variants[1].segment.text = "…!";
    ASSERT_OK(memory->Write({MakeWrite(unit)}, WritePolicy::kReplaceSame, {}));
  }
  EXPECT_THAT(Problems(), IsEmpty());
  registry_.reset();
  ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(store_));
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(StoreCheckTest, FindsNothingWhileOthersWrite) {
  std::atomic<bool> done = false;
  std::thread writer([&] {
    TestRandom random;
    const auto memory = registry_->Memory("m").value();
    const auto glossary = registry_->Glossary("g").value();
    for (int i = 0; i < 300; ++i) {
      const VariantTexts texts = {{"en", RandomSentence(random, 3)}, {"ru", "слово"}};
      EXPECT_OK(memory->Write({MakeWrite(texts)}, WritePolicy::kReplaceSame, {}));
      EXPECT_OK(glossary->Write({MakeConcept(fmt::format("c{}", i % 7), texts)}, {}));
      if (i % 10 == 0) (void)memory->Delete(memory->List(1, 1)->units.front().id, 0, {});
    }
    done = true;
  });
  do EXPECT_THAT(Problems(), IsEmpty());
  while (!done);
  writer.join();
}

TEST_F(StoreCheckTest, NamesAUnitWhoseTextIsAnother) {
  TamperUnit(1, [](Unit& unit) { unit.variants[0].segment.text = "The minister spoke!"; });
  EXPECT_THAT(Problems(),
              ElementsAre("memories/m: unit 1: the index has other texts of it, or none"));
}

TEST_F(StoreCheckTest, NamesAUnitWhoseStateIsAnother) {
  TamperUnit(1, [](Unit& unit) { unit.origin = Origin::kAligned; });
  EXPECT_THAT(Problems(),
              ElementsAre("memories/m: unit 1: the index has other texts of it, or none"));
}

TEST_F(StoreCheckTest, NamesWhatTheIndexHasAndTheStoreHasNot) {
  TamperUnit(2, [](Unit& unit) { unit.variants[1].language = Lang("ru"); });
  EXPECT_THAT(Problems(), ElementsAre("memories/m: unit 2: the index of ur has a text of it that "
                                      "is not there"));
}

TEST_F(StoreCheckTest, NamesAUnitOfAnotherRevision) {
  TamperUnit(1, [](Unit& unit) { unit.revision = 2; });
  EXPECT_THAT(Problems(),
              ElementsAre("memories/m: unit 1: no entry of the change log has its revision 2"));
}

TEST_F(StoreCheckTest, NamesAUnitInAnothersPlace) {
  store_.Replace(memory_, UnitKey(1), store_.Value(memory_, UnitKey(2)));
  EXPECT_THAT(Problems(), testing::Contains("memories/m: unit 2: stands in another's place"));
}

TEST_F(StoreCheckTest, NamesWhatCannotBeRead) {
  store_.Replace(memory_, UnitKey(1), "\xFF\xFF");
  EXPECT_THAT(Problems(), testing::Contains(HasSubstr("memories/m: records: a record cannot be "
                                                      "read")));
}

TEST_F(StoreCheckTest, NamesADamagedLog) {
  store_.Replace(memory_, LogKey(1), store_.Value(memory_, LogKey(2)));
  EXPECT_THAT(Problems(), testing::Contains("memories/m: change log: revision 2 stands in "
                                            "another's place"));
}

TEST_F(StoreCheckTest, NamesAConceptThatRequestsSeeOtherwise) {
  ASSERT_OK_AND_ASSIGN(Concept entry,
                       DecodeConcept(store_.Value(glossary_, ConceptKey("minister"))));
  entry.terms[0].text = "ministry";
  store_.Replace(glossary_, ConceptKey("minister"), EncodeConcept(entry));
  EXPECT_THAT(Problems(), ElementsAre("glossaries/g: concept minister: is another in the store "
                                      "than requests see"));
}

TEST_F(StoreCheckTest, NamesDamagedFiles) {
  store_.Damage(absl::DataLossError("000012.sst: block checksum mismatch"));
  EXPECT_THAT(Problems(), ElementsAre("files: : 000012.sst: block checksum mismatch"));
}

TEST_F(StoreCheckTest, EndsWhenNobodyListens) {
  EXPECT_THAT(CheckStore(*registry_, [](const StorePart&) { return absl::CancelledError("gone"); }),
              StatusIs(StatusCode::kCancelled, "gone"));
}

TEST_F(StoreCheckTest, AsksWhetherAnybodyWaitsWhileItReadsAPart) {
  std::vector<UnitWrite> writes;
  for (int i = 0; i < 1000; ++i) {
    writes.push_back(MakeWrite({{"en", fmt::format("Number {} of many", i)}, {"ru", "Из многих"}}));
  }
  ASSERT_OK(registry_->Memory("m").value()->Write(std::move(writes), WritePolicy::kAdd, {}));
  bool gone = false;
  const auto hear = [&](const StorePart& part) {
    EXPECT_NE(part.name, "memories/m");
    gone = part.name == "glossaries/g";  // The part before it.
    return absl::OkStatus();
  };
  EXPECT_THAT(CheckStore(*registry_, hear, [&] { return gone; }),
              StatusIs(StatusCode::kCancelled, "went away"));
}

}  // namespace
}  // namespace dragoman
