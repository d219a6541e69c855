#include "server/store/rocksdb_store.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "tests/random.h"
#include "tests/rounds.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/flip_bit.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

constexpr Revision kCommits = 40;

std::string ValueAt(Revision revision) { return std::string(500, 'v') + std::to_string(revision); }

class RocksdbStoreTest : public testing::Test {
 protected:
  StatusOr<std::unique_ptr<Store>> Open() { return OpenRocksdbStore(data_, TestOptions()); }

  // Makes a store of kCommits commits, each with a key of its own; returns with it closed.
  void WriteCommits() {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    for (Revision revision = 1; revision <= kCommits; ++revision) {
      const std::string key = std::to_string(revision);
      ASSERT_OK(store->Commit("m1", revision - 1, {{{key, ValueAt(revision)}}, {}}));
    }
  }

  // Returns the largest file of the data folder whose name ends so.
  fs::path FileOf(std::string_view extension) {
    fs::path found;
    for (const auto& entry : fs::directory_iterator(data_)) {
      if (entry.path().extension() != extension) continue;
      if (found.empty() || entry.file_size() > fs::file_size(found)) found = entry.path();
    }
    return found;
  }

  // Puts a value into the database, past the store.
  void PutRaw(std::string_view key, std::string_view value) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* opened = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, data_, &opened).ok());
    const std::unique_ptr<rocksdb::DB> database(opened);
    ASSERT_TRUE(database->Put({}, std::string(key), std::string(value)).ok());
  }

  TempFolder folder_;
  const std::string data_ = folder_.Child("deep/data");
};

TEST_F(RocksdbStoreTest, ReopenedStoreHasEverything) {
  WriteCommits();
  {
    ASSERT_OK_AND_ASSIGN(const auto store, Open());
    EXPECT_EQ(*store->Head("m1"), kCommits);
    EXPECT_EQ(ValueOf(*store, "m1", "7"), ValueAt(7));
    ASSERT_OK(store->Drop("m1"));
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(*store->Head("m1"), kCommits + 1);
  EXPECT_EQ(ValueOf(*store, "m1", "7"), "(none)");
}

TEST_F(RocksdbStoreTest, SecondOpenSaysWhatToDo) {
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_THAT(Open(), StatusIs(StatusCode::kFailedPrecondition, "stop that one"));
  EXPECT_OK(store->Commit("m1", 0, {}));
}

TEST_F(RocksdbStoreTest, FolderOfOthersIsRefusedAndLeftAlone) {
  fs::create_directories(data_);
  std::ofstream(fs::path(data_) / "thesis.txt") << "mine";
  EXPECT_THAT(Open(), StatusIs(StatusCode::kFailedPrecondition, "other files"));
  EXPECT_EQ(std::distance(fs::directory_iterator(data_), fs::directory_iterator()), 1);
}

TEST_F(RocksdbStoreTest, FreshDiskAndStoppedFirstStartAreTaken) {
  fs::create_directories(fs::path(data_) / "lost+found");
  for (const char* name : {"LOCK", "IDENTITY", "MANIFEST-000001", "000001.dbtmp"}) {
    std::ofstream(fs::path(data_) / name) << "";
  }
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_OK(store->Commit("m1", 0, {}));
}

TEST_F(RocksdbStoreTest, FileInPlaceOfTheFolderIsRefused) {
  fs::create_directories(fs::path(data_).parent_path());
  std::ofstream(data_) << "";
  EXPECT_THAT(Open(), StatusIs(StatusCode::kFailedPrecondition, "data folder"));
}

TEST_F(RocksdbStoreTest, DatabaseOfAnotherProgramIsRefused) {
  fs::create_directories(data_);
  PutRaw("key", "value");
  EXPECT_THAT(Open(), StatusIs(StatusCode::kFailedPrecondition, "another program"));
}

TEST_F(RocksdbStoreTest, LaterFormatIsRefused) {
  ASSERT_OK(Open());
  PutRaw({"\0format", 7}, "2");
  EXPECT_THAT(Open(), StatusIs(StatusCode::kFailedPrecondition, "use the newer server"));
}

TEST_F(RocksdbStoreTest, DamagedRevisionIsDataLoss) {
  ASSERT_OK(Open());
  PutRaw({"\0revision\0m1", 12}, "7x");
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_THAT(store->Head("m1"), StatusIs(StatusCode::kDataLoss, "restore a backup"));
  EXPECT_THAT(store->Scan("m1", {}, 1), StatusIs(StatusCode::kDataLoss, ""));
  EXPECT_THAT(store->Commit("m1", 7, {}), StatusIs(StatusCode::kDataLoss, ""));
}

// Bits flipped anywhere: an error, or what was written; never something else.
TEST_F(RocksdbStoreTest, FlippedBitsGiveNoWrongAnswer) {
  WriteCommits();
  ASSERT_OK(Open());  // Brings the log into a table file.
  const fs::path file = FileOf(".sst");
  TestRandom random;
  int refused = 0;
  for (int i = 0; i < Rounds(60); ++i) {
    const uint64_t bit = random.Below(fs::file_size(file) * 8);
    SCOPED_TRACE(bit);
    FlipBit(file, bit);
    const auto store = Open();
    const auto page = store.ok() ? (*store)->Scan("m1", {}, 1000) : store.status();
    if (page.ok()) {
      EXPECT_EQ(page->revision, kCommits);
      EXPECT_EQ(page->items.size(), kCommits);
      for (const KeyValue& item : page->items)
        EXPECT_EQ(item.value, ValueAt(std::stoull(item.key)));
    } else {
      EXPECT_EQ(page.status().code(), StatusCode::kDataLoss) << page.status();
      ++refused;
    }
    FlipBit(file, bit);
  }
  EXPECT_GT(refused, 0);
}

TEST_F(RocksdbStoreTest, DamageInsideTheLogIsDataLoss) {
  WriteCommits();
  const fs::path log = FileOf(".log");
  FlipBit(log, fs::file_size(log) * 8 / 2);
  EXPECT_THAT(Open(), StatusIs(StatusCode::kDataLoss, "damaged"));
}

// A crash may tear the last record: a commit that nobody was told of.
TEST_F(RocksdbStoreTest, TornEndOfTheLogIsTheStateBefore) {
  WriteCommits();
  const fs::path log = FileOf(".log");
  fs::resize_file(log, fs::file_size(log) - 3);
  ASSERT_OK_AND_ASSIGN(const auto store, Open());
  EXPECT_EQ(*store->Head("m1"), kCommits - 1);
  EXPECT_EQ(ValueOf(*store, "m1", std::to_string(kCommits)), "(none)");
  EXPECT_EQ(store->Scan("m1", {}, 1000)->items.size(), kCommits - 1);
}

}  // namespace
}  // namespace dragoman
