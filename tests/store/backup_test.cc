#include "server/store/backup.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/random.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

bool GoOn(uint64_t /*copied_bytes*/) { return true; }

// Commit n of a shard writes key n and one value that each commit changes: a whole shard at
// revision n has the keys 1 to n and that value n.
Status CommitNext(Store& store, const std::string& shard, Revision present) {
  const std::string number = std::to_string(present + 1);
  Batch batch;
  batch.puts = {{"key" + number, std::string(500, 'x')}, {"newest", number}};
  return store.Commit(shard, present, batch).status();
}

void ExpectWhole(Store& store, const std::string& shard, Revision revision) {
  ASSERT_OK_AND_ASSIGN(const Revision head, store.Head(shard));
  EXPECT_EQ(head, revision);
  ASSERT_OK_AND_ASSIGN(const ScanPage page, store.Scan(shard, {}, 100'000));
  EXPECT_EQ(page.items.size(), revision + 1);
  EXPECT_EQ(ValueOf(store, shard, "newest"), std::to_string(revision));
}

class BackupTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }
  void Open() {
    ASSERT_OK_AND_ASSIGN(store_, OpenRocksdbStore(folder_.Child("data"), TestOptions()));
  }
  void Commit(const std::string& shard, int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_OK_AND_ASSIGN(const Revision head, store_->Head(shard));
      ASSERT_OK(CommitNext(*store_, shard, head));
    }
  }
  // Restores a backup and checks that each shard is what it was at the backup's point.
  void ExpectRestores(const Backup& backup) {
    const std::string data = folder_.Child("restored" + std::to_string(backup.id));
    ASSERT_OK_AND_ASSIGN(const Backup restored, backups_.Restore(backup.id, data));
    EXPECT_EQ(restored.revisions, backup.revisions);
    ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(data, TestOptions()));
    for (const auto& [shard, revision] : backup.revisions) ExpectWhole(*store, shard, revision);
  }
  // Changes one byte in the middle of the largest file of the backups.
  void DamageLargestFile() {
    fs::path largest;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.Child("backups"))) {
      if (!entry.is_regular_file()) continue;
      if (largest.empty() || entry.file_size() > fs::file_size(largest)) largest = entry.path();
    }
    std::fstream file(largest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(fs::file_size(largest) / 2));
    const char byte = static_cast<char>(file.get());
    file.seekp(static_cast<std::streamoff>(fs::file_size(largest) / 2));
    file.put(static_cast<char>(byte ^ 1));
  }

  TempFolder folder_;
  std::unique_ptr<DurableStore> store_;
  BackupFolder backups_{folder_.Child("backups")};
};

TEST_F(BackupTest, RestoresWhatTheStoreHeld) {
  Commit("a", 20);
  Commit("b", 3);
  ASSERT_OK_AND_ASSIGN(const Backup backup, backups_.Create(*store_, GoOn));
  Commit("a", 5);
  EXPECT_EQ(backup.id, 1U);
  EXPECT_EQ(backup.revisions, (std::map<std::string, Revision>{{"a", 20}, {"b", 3}}));
  EXPECT_EQ(backup.bytes, backup.own_bytes);
  ExpectRestores(backup);
}

TEST_F(BackupTest, LaterBackupCostsWhatWasWrittenSince) {
  Commit("a", 2'000);
  ASSERT_OK_AND_ASSIGN(const Backup first, backups_.Create(*store_, GoOn));
  Commit("a", 10);
  ASSERT_OK_AND_ASSIGN(const Backup second, backups_.Create(*store_, GoOn));
  EXPECT_LT(second.own_bytes, first.bytes / 2);
  ASSERT_OK_AND_ASSIGN(const std::vector<Backup> list, backups_.List());
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].revisions.at("a"), 2'000U);
  EXPECT_EQ(list[1].revisions.at("a"), 2'010U);
  EXPECT_EQ(list[1].own_bytes, second.own_bytes);
  ExpectRestores(first);
  ExpectRestores(second);
}

TEST_F(BackupTest, HoldsWhatWasAcknowledgedBeforeIt) {
  constexpr int kWriters = 3;
  std::atomic<bool> ending = false;
  std::array<std::atomic<Revision>, kWriters> acknowledged{};
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      const std::string shard = "writer" + std::to_string(i);
      for (Revision present = 0; !ending; ++present) {
        if (!CommitNext(*store_, shard, present).ok()) return;
        acknowledged[i] = present + 1;
      }
    });
  }
  for (int round = 0; round < 4; ++round) {
    std::array<Revision, kWriters> before;
    for (int i = 0; i < kWriters; ++i) {
      while ((before[i] = acknowledged[i]) < static_cast<Revision>(20 * (round + 1))) {
        std::this_thread::yield();
      }
    }
    const StatusOr<Backup> backup = backups_.Create(*store_, GoOn);
    ASSERT_OK(backup);
    for (int i = 0; i < kWriters; ++i) {
      EXPECT_GE(backup->revisions.at("writer" + std::to_string(i)), before[i]);
    }
    ExpectRestores(*backup);
  }
  ending = true;
  for (std::thread& writer : writers) writer.join();
}

TEST_F(BackupTest, DamageIsFoundAndNotRestored) {
  Commit("a", 500);
  ASSERT_OK(backups_.Create(*store_, GoOn));
  ASSERT_OK(backups_.Verify(1));
  DamageLargestFile();
  EXPECT_THAT(backups_.Verify(1), StatusIs(StatusCode::kDataLoss, "backup 1 is damaged"));
  EXPECT_THAT(backups_.Restore(1, folder_.Child("restored")),
              StatusIs(StatusCode::kDataLoss, "backup 1 is damaged"));
  EXPECT_FALSE(fs::exists(folder_.Child("restored")));
}

TEST_F(BackupTest, RestoresToANewFolderOnly) {
  Commit("a", 1);
  ASSERT_OK(backups_.Create(*store_, GoOn));
  EXPECT_THAT(backups_.Restore(0, folder_.Child("data")),
              StatusIs(StatusCode::kFailedPrecondition, "is there already"));
  fs::create_directory(folder_.Child("empty"));
  EXPECT_OK(backups_.Restore(0, folder_.Child("empty") + "/"));
  EXPECT_TRUE(fs::exists(folder_.Child("empty") + "/CURRENT"));
}

TEST_F(BackupTest, RestoreThatWasCutOffIsBegunAgain) {
  Commit("a", 7);
  ASSERT_OK_AND_ASSIGN(const Backup backup, backups_.Create(*store_, GoOn));
  fs::create_directory(folder_.Child("restored1.restoring"));
  std::ofstream(folder_.Child("restored1.restoring") + "/000007.sst") << "half";
  ExpectRestores(backup);
  EXPECT_FALSE(fs::exists(folder_.Child("restored1.restoring")));
}

TEST_F(BackupTest, FolderMayBeNamedFromWhereTheServerWasStarted) {
  Commit("a", 3);
  BackupFolder relative(fs::relative(folder_.Child("backups")).string());
  ASSERT_OK(relative.Create(*store_, GoOn));
  ASSERT_OK_AND_ASSIGN(const std::vector<Backup> list, backups_.List());
  EXPECT_EQ(list.size(), 1U);
}

TEST_F(BackupTest, NamesBackupsThatAreNotThere) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Backup> none, backups_.List());
  EXPECT_TRUE(none.empty());
  Commit("a", 1);
  ASSERT_OK(backups_.Create(*store_, GoOn));
  EXPECT_THAT(backups_.Verify(9),
              StatusIs(StatusCode::kNotFound, "there is no backup 9; the newest is 1"));
}

TEST_F(BackupTest, CancelledBackupLeavesNothing) {
  TestRandom random;
  for (int i = 0; i < 30; ++i) {  // Compression must not make it smaller than the first question.
    Batch batch;
    std::string value;
    while (value.size() < 400'000) value += static_cast<char>(random.Below(256));
    batch.puts = {{"key" + std::to_string(i), value}};
    ASSERT_OK(store_->Commit("a", i, batch));
  }
  EXPECT_THAT(backups_.Create(*store_, [](uint64_t) { return false; }),
              StatusIs(StatusCode::kCancelled, "cancelled"));
  ASSERT_OK_AND_ASSIGN(const std::vector<Backup> none, backups_.List());
  EXPECT_TRUE(none.empty());
  EXPECT_OK(backups_.Create(*store_, GoOn));
}

TEST_F(BackupTest, TrimKeepsTheNewest) {
  for (int i = 0; i < 4; ++i) {
    Commit("a", 10);
    ASSERT_OK(backups_.Create(*store_, GoOn));
  }
  ASSERT_OK_AND_ASSIGN(const uint64_t trimmed, backups_.Trim(2));
  EXPECT_EQ(trimmed, 2U);
  ASSERT_OK_AND_ASSIGN(const std::vector<Backup> list, backups_.List());
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].id, 3U);
  for (const Backup& backup : list) ExpectRestores(backup);
}

}  // namespace
}  // namespace dragoman
