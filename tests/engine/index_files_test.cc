// Indexes that are taken up from files answer as indexes that are built from the store: after a
// clean stop, after a crash at any moment, and whatever is wrong with the files.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "server/engine/part_choice.h"
#include "server/match/part_builder.h"
#include "server/store/keys.h"
#include "tests/engine/engine_support.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// Copies a folder of indexes. What a merge in the background removes meanwhile is left out, as a
// crash a moment later would have it.
void CopyWhatStays(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path copy = to / entry.path().lexically_relative(from);
    std::error_code error;
    if (entry.is_directory(error)) {
      fs::create_directories(copy);
      continue;
    }
    fs::copy_file(entry.path(), copy, error);
    EXPECT_TRUE(!error || error == std::errc::no_such_file_or_directory) << error.message();
  }
}

class IndexFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    ASSERT_OK(registry_->Create(ResourceKind::kMemory, "m", "", ""));
  }

  void Open() {
    registry_.reset();
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_, Folder()));
  }

  std::string Folder() const { return temporary_.Child("index"); }
  std::shared_ptr<MemoryShard> Memory() { return registry_->Memory("m").value(); }

  // Writes, replaces and deletes a few units.
  void Change(int commits) {
    for (int i = 0; i < commits; ++i) {
      const auto memory = Memory();
      const auto page = memory->List(1, 1000);
      ASSERT_OK(page);
      const size_t count = page->units.size();
      if (count > 20 && random_.Below(4) == 0) {
        ASSERT_OK(memory->Delete(page->units[random_.Below(count)].id, 0, {}));
        continue;
      }
      std::vector<UnitWrite> writes;
      for (uint64_t more = random_.Below(6) + 1; more > 0; --more) {
        writes.push_back(
            MakeWrite({{"en", RandomSentence(random_, 6)},
                       {random_.Below(2) == 0 ? "ru" : "ur", RandomSentence(random_, 6)}}));
      }
      ASSERT_OK(memory->Write(writes, WritePolicy::kReplaceSame, {}));
    }
  }

  // Returns the answers to some lookups, in words.
  static std::string Answers(const Registry& registry, const std::vector<std::string>& queries) {
    std::string answers;
    for (size_t i = 0; i < queries.size(); ++i) {
      LookupOptions options;
      options.source = Lang(i % 3 == 0 ? "ru" : "en");
      options.min_score = 40;
      options.limit = 1000;
      LookupQuery query;
      query.segment.text = queries[i];
      const auto result = Lookup(registry, options, query, {});
      if (!result.ok()) return std::string(MessageOf(result.status()));
      for (const Match& match : result->matches) {
        answers += fmt::format("{}:{} ", match.unit.id, match.score.score);
      }
      answers += fmt::format("at {}\n", result->memories.front().revision);
    }
    const auto figures = registry.Figures(ResourceKind::kMemory, "m");
    answers += fmt::format("{} units\n", figures.ok() ? figures->entries : 0);
    return answers;
  }

  // Compares with an engine that knows no files.
  void ExpectSameAsBuilt(const Registry& registry) {
    ASSERT_OK_AND_ASSIGN(const auto built, Registry::Open(*store_));
    std::vector<std::string> queries;
    for (int i = 0; i < 30; ++i) queries.push_back(RandomSentence(random_, 6));
    ASSERT_EQ(Answers(registry, queries), Answers(*built, queries));
  }

  TestRandom random_;
  std::unique_ptr<Store> store_ = NewMemoryStore();
  TempFolder temporary_;
  std::unique_ptr<Registry> registry_;
};

TEST_F(IndexFilesTest, ACleanStopSavesEverything) {
  for (int round = 0; round < 8; ++round) {
    Change(20);
    Open();
    EXPECT_TRUE(fs::exists(Folder() + "/m1/manifest"));
    for (const auto& [language, index] : Memory()->view()->indexes) {
      EXPECT_EQ(EntriesInMemory(index->parts()), 0U) << language.tag();
    }
    ExpectSameAsBuilt(*registry_);
  }
}

TEST_F(IndexFilesTest, ACrashAtAnyMomentLosesNothing) {
  for (int round = 0; round < 12; ++round) {
    Change(5);
    if (round % 3 == 0) {
      ASSERT_OK(Memory()->SaveIndexes());
    }
    if (round % 4 == 0) {
      ASSERT_OK(Memory()->MaintainIndexes(true));
    }
    Change(5);
    // What a crash leaves of the folder, beside the store as it is.
    const std::string left = temporary_.Child(fmt::format("left-{}", round));
    if (fs::exists(Folder())) CopyWhatStays(Folder(), left);
    ASSERT_OK_AND_ASSIGN(const auto restarted, Registry::Open(*store_, left));
    ExpectSameAsBuilt(*restarted);
    if (HasFatalFailure()) return;
  }
}

TEST_F(IndexFilesTest, MergesChangeNoAnswer) {
  for (int round = 0; round < 12; ++round) {
    Change(6);
    ASSERT_OK(Memory()->SaveIndexes());
    ExpectSameAsBuilt(*registry_);
  }
  bool merged = true;
  while (merged) {
    ASSERT_OK_AND_ASSIGN(merged, Memory()->MaintainIndexes(true));
    ExpectSameAsBuilt(*registry_);
  }
  for (const auto& [language, index] : Memory()->view()->indexes) {
    EXPECT_LE(index->parts().size(), 4U) << language.tag();
  }
}

TEST_F(IndexFilesTest, DamagedOrMissingFilesAreBuiltAnew) {
  Change(20);
  Open();
  Change(3);
  for (const auto& file : fs::directory_iterator(Folder() + "/m1")) {
    const std::string left = temporary_.Child("left");
    fs::remove_all(left);
    CopyWhatStays(Folder(), left);
    const fs::path victim = fs::path(left) / "m1" / file.path().filename();
    if (random_.Below(2) == 0) {
      fs::remove(victim);
    } else {
      std::fstream bytes(victim, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(static_cast<std::streamoff>(random_.Below(fs::file_size(victim))));
      bytes.put('\x5A');
    }
    ASSERT_OK_AND_ASSIGN(const auto restarted, Registry::Open(*store_, left));
    ExpectSameAsBuilt(*restarted);
  }
}

TEST_F(IndexFilesTest, FilesOfAnotherHistoryAreNotTaken) {
  Change(10);
  registry_.reset();
  // Another store with a memory of the same name, number and about as many commits.
  store_ = NewMemoryStore();
  ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_));
  ASSERT_OK(registry_->Create(ResourceKind::kMemory, "m", "", ""));
  Change(15);
  ASSERT_OK_AND_ASSIGN(const auto restarted, Registry::Open(*store_, Folder()));
  ExpectSameAsBuilt(*restarted);
}

// Waits until a memory's indexes are built, or cannot be.
Status AwaitReady(const MemoryShard& memory) {
  Status ready = memory.CheckReady();
  while (ready.code() == StatusCode::kUnavailable) {
    absl::SleepFor(absl::Milliseconds(1));
    ready = memory.CheckReady();
  }
  return ready;
}

TEST_F(IndexFilesTest, LargeMemoriesAreBuiltBesideTheOthers) {
  for (int i = 0; i < 20; ++i) Change(20);
  ASSERT_OK(registry_->Create(ResourceKind::kMemory, "small", "", ""));
  for (int round = 0; round < 4; ++round) {
    registry_.reset();
    fs::remove_all(Folder());
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_, Folder(), 10));
    EXPECT_OK(registry_->Memory("small").value()->CheckReady());
    if (round == 0) continue;  // Stopped before it is built, or after: half an index is not saved.
    ASSERT_OK(AwaitReady(*Memory()));
    ExpectSameAsBuilt(*registry_);
    Change(2);
    ExpectSameAsBuilt(*registry_);
  }
}

TEST_F(IndexFilesTest, AMemoryThatIsNotBuiltRefusesSearchesAndWrites) {
  Change(20);
  const Resource resource = registry_->Get(ResourceKind::kMemory, "m").value();
  ASSERT_OK_AND_ASSIGN(const auto memory, MemoryShard::Open(*store_, resource, "", 1));
  const Status not_ready = memory->CheckReady();
  EXPECT_EQ(not_ready.code(), StatusCode::kUnavailable);
  EXPECT_EQ(memory->Write({MakeWrite({{"en", "a"}})}, WritePolicy::kAdd, {}).status(), not_ready);
  EXPECT_EQ(memory->Delete(1, 0, {}), not_ready);
  EXPECT_OK(memory->List(1, 10));
  EXPECT_EQ(memory->BuildIndexes([] { return true; }).code(), StatusCode::kCancelled);
  EXPECT_EQ(memory->CheckReady().code(), StatusCode::kUnavailable);
  ASSERT_OK(memory->BuildIndexes([] { return false; }));
  EXPECT_OK(memory->CheckReady());
  EXPECT_OK(memory->Write({MakeWrite({{"en", "a"}})}, WritePolicy::kAdd, {}));
}

TEST_F(IndexFilesTest, ADamagedUnitIsNamedAndOthersServe) {
  Change(40);
  ASSERT_OK(registry_->Create(ResourceKind::kMemory, "other", "", ""));
  registry_.reset();
  fs::remove_all(Folder());
  const Revision head = store_->Head("m1").value();
  const UnitId victim = 1;
  ASSERT_OK(store_->Commit("m1", head, {.puts = {{UnitKey(victim), "garbage"}}, .deletes = {}}));
  for (const uint64_t most_built_at_once : {1, 1000}) {
    registry_.reset();
    ASSERT_OK_AND_ASSIGN(registry_, Registry::Open(*store_, Folder(), most_built_at_once));
    EXPECT_EQ(AwaitReady(*Memory()).code(), StatusCode::kDataLoss);
    EXPECT_EQ(Answers(*registry_, {"a"}).substr(0, 12), "memories/m: ");
    EXPECT_OK(registry_->Memory("other").value()->CheckReady());
  }
}

TEST_F(IndexFilesTest, ADeletedMemoryLeavesNoFiles) {
  Change(5);
  ASSERT_OK(Memory()->SaveIndexes());
  ASSERT_TRUE(fs::exists(Folder() + "/m1"));
  ASSERT_OK(registry_->Delete(ResourceKind::kMemory, "m", 0));
  EXPECT_FALSE(fs::exists(Folder() + "/m1"));
  fs::create_directories(Folder() + "/m77");  // Of a deletion that was cut off.
  Open();
  EXPECT_FALSE(fs::exists(Folder() + "/m77"));
}

// Parts of so many entries each, all alive, in files or in memory.
std::vector<LivePart> Parts(const std::vector<size_t>& sizes, bool in_memory = false) {
  std::vector<LivePart> parts;
  PartBuilder builder;
  const std::string image = builder.Build();
  for (const size_t size : sizes) {
    PartImage one = ImageInMemory(image);
    if (!in_memory) one.file = "1.part";
    parts.push_back({std::make_shared<IndexPart>(std::move(one)), nullptr, size});
  }
  return parts;
}

NumberRange Chosen(const std::vector<size_t>& sizes, bool thoroughly) {
  return FilesToMerge(Parts(sizes), thoroughly);
}

TEST(FilesToMerge, FourOfOneSizeWhileCommitsGoOn) {
  EXPECT_EQ(Chosen(std::vector<size_t>(3, 70'000), false).size(), 0U);
  EXPECT_EQ(Chosen(std::vector<size_t>(4, 70'000), false).size(), 4U);
  EXPECT_EQ(Chosen(std::vector<size_t>(4, 131'000), false).size(), 4U);  // The largest of them.
  std::vector<size_t> sizes(4, 70'000);
  sizes.insert(sizes.begin(), 600'000);
  EXPECT_EQ(Chosen(sizes, false).begin, 1U);
  EXPECT_EQ(Chosen(sizes, false).end, 5U);
  EXPECT_EQ(Chosen(std::vector<size_t>(20, 200'000), false).size(), 0U);  // Too much at once.
  EXPECT_EQ(Chosen(std::vector<size_t>(20, 200'000), true).size(), 20U);
}

TEST(FilesToMerge, EachTwiceAllNewerWhenThereIsTime) {
  EXPECT_EQ(Chosen({1'000'000, 400'000, 100'000}, true).size(), 0U);
  EXPECT_EQ(Chosen({1'000'000, 400'000, 300'000}, true).size(), 3U);
  EXPECT_EQ(Chosen({2'000'000, 400'000, 300'000}, true).begin, 1U);
  EXPECT_EQ(Chosen({5}, true).size(), 0U);
  EXPECT_EQ(Chosen({}, true).size(), 0U);
}

TEST(FilesToMerge, LeavesWhatIsInMemory) {
  auto parts = Parts({1000, 1000});
  for (LivePart& live : Parts({5, 5}, true)) parts.push_back(live);
  EXPECT_EQ(FilesToMerge(parts, true).end, 2U);
  EXPECT_EQ(PartsInMemory(parts).begin, 2U);
  EXPECT_EQ(EntriesInMemory(parts), 10U);
}

}  // namespace
}  // namespace dragoman
