// A full disk: writes are refused, reads go on, and writes go on as soon as there is space.
//
// The disk is a small tmpfs in a mount namespace of this process, made in main before any thread
// starts; where that is not allowed the tests are skipped.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "server/store/backup.h"
#include "tests/random.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

bool g_may_mount = false;

void WriteFile(const char* path, const std::string& text) { std::ofstream(path) << text; }

// Moves this process into a mount namespace of its own, if need be as "root" of a user namespace.
bool IsolateMounts() {
  const std::string user = std::to_string(getuid()), group = std::to_string(getgid());
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    WriteFile("/proc/self/setgroups", "deny");
    WriteFile("/proc/self/uid_map", "0 " + user + " 1");
    WriteFile("/proc/self/gid_map", "0 " + group + " 1");
  }
  return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

// Pseudo-random, so that it does not compress.
std::string ValueOf(uint64_t seed) {
  std::string value(4096, '\0');
  std::mt19937_64 engine(seed);
  for (char& c : value) c = static_cast<char>(engine());
  return value;
}

class FullDiskTest : public testing::Test {
 protected:
  static constexpr size_t kDiskMegabytes = 24;

  void SetUp() override {
    if (!g_may_mount) GTEST_SKIP() << "this user may not mount a small disk";
    const std::string size = "size=" + std::to_string(kDiskMegabytes) + "m";
    ASSERT_EQ(mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, size.c_str()), 0);
    mounted_ = true;
  }
  void TearDown() override {
    store_.reset();
    if (mounted_) umount2(folder_.path().c_str(), MNT_DETACH);
  }

  Status Open(uint64_t reserve_bytes) {
    store_.reset();
    RocksdbOptions options;
    options.reserve_bytes = reserve_bytes;
    ASSIGN_OR_RETURN(store_, OpenRocksdbStore(folder_.Child("data"), options));
    return absl::OkStatus();
  }

  // Makes another user's file of so many megabytes, or as many as there is space for.
  void SetBallast(size_t megabytes) {
    fs::remove(folder_.path() / "ballast");
    std::ofstream ballast(folder_.path() / "ballast");
    const std::string block(1 << 16, 'b');
    for (size_t i = 0; i < megabytes * 16 && ballast; ++i) ballast << block;
  }

  // Commits `items` values of 4 KiB, those of the present revision.
  Status Write(int items = 20) {
    ASSIGN_OR_RETURN(const Revision head, store_->Head("m1"));
    Batch batch;
    for (int i = 0; i < items; ++i) {
      batch.puts.push_back({fmt::format("k{}", i), ValueOf(head + 1 + i)});
    }
    RETURN_IF_ERROR(store_->Commit("m1", head, batch).status());
    ++acknowledged_;
    return absl::OkStatus();
  }

  // Writes until the disk is full.
  void Fill() {
    Status written;
    while ((written = Write()).ok()) {
    }
    EXPECT_THAT(written, StatusIs(StatusCode::kResourceExhausted, "free some space"));
  }

  // What was acknowledged is there, and nothing else.
  void ExpectIntact() {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, store_->Scan("m1", {"k0", "k1"}, 1));
    ASSERT_EQ(page.revision, acknowledged_);
    if (page.revision > 0) {
      EXPECT_TRUE(page.items[0].value == ValueOf(page.revision));
    }
  }

  TempFolder folder_;
  bool mounted_ = false;
  std::unique_ptr<Store> store_;
  Revision acknowledged_ = 0;
};

TEST_F(FullDiskTest, ReserveIsKeptAndWritesGoOnAtOnce) {
  SetBallast(12);
  ASSERT_OK(Open(6 << 20));
  Fill();
  const fs::space_info space = fs::space(folder_.path());
  EXPECT_LT(space.available, 6u << 20);
  EXPECT_GT(space.available, 3u << 20);
  ExpectIntact();
  EXPECT_OK(Write(1)) << "small commits may use half of the reserve";
  EXPECT_THAT(Write(), StatusIs(StatusCode::kResourceExhausted, "nearly full"));
  SetBallast(kDiskMegabytes);
  EXPECT_THAT(Write(1), StatusIs(StatusCode::kResourceExhausted, "nearly full"));
  EXPECT_THAT(store_->Drop("m1"), StatusIs(StatusCode::kResourceExhausted, "nearly full"));
  ExpectIntact();
  SetBallast(0);
  EXPECT_OK(Write());
  ASSERT_OK(Open(0));
  ExpectIntact();
}

TEST_F(FullDiskTest, WritesGoOnAfterTheDiskWasFull) {
  SetBallast(15);
  ASSERT_OK(Open(0));
  Fill();
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Write(), StatusIs(StatusCode::kResourceExhausted, ""));
  ExpectIntact();
  SetBallast(0);
  EXPECT_OK(Write());
  ExpectIntact();
  ASSERT_OK(Open(0));
  ExpectIntact();
}

TEST_F(FullDiskTest, WritesGoOnAfterAStartOnAFullDisk) {
  ASSERT_OK(Open(0));
  ASSERT_OK(Write());
  ASSERT_OK(Open(0));
  SetBallast(kDiskMegabytes);
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Write(), StatusIs(StatusCode::kResourceExhausted, ""));
  SetBallast(0);
  EXPECT_OK(Write());
  ExpectIntact();
}

TEST_F(FullDiskTest, FirstStartOnAFullDiskCanBeRepeated) {
  SetBallast(kDiskMegabytes);
  EXPECT_THAT(Open(0), StatusIs(StatusCode::kResourceExhausted, "disk is full"));
  SetBallast(0);
  EXPECT_OK(Open(0));
}

// Space that comes and goes at random, with and without a reserve, and restarts in between.
TEST_F(FullDiskTest, NothingIsLostWhileSpaceComesAndGoes) {
  TestRandom random;
  ASSERT_OK(Open(0));
  int refused = 0;
  for (int i = 0; i < 300 && !HasFailure(); ++i) {
    SCOPED_TRACE(i);
    if (i % 5 == 0) SetBallast(random.Below(2) == 0 ? kDiskMegabytes : random.Below(16));
    if (random.Below(30) == 0 && !Open(random.Below(2) * (4 << 20)).ok()) {
      SetBallast(0);
      ASSERT_OK(Open(0));
    }
    const Status written = Write();
    if (!written.ok()) {
      EXPECT_EQ(written.code(), StatusCode::kResourceExhausted) << written;
      ++refused;
    }
    ExpectIntact();
  }
  EXPECT_GT(refused, 0);
  SetBallast(0);
  EXPECT_OK(Write());
}

// In commits 1 to 10 of a shard.
void WriteFourMegabytes(Store& store) {
  for (Revision head = 0; head < 10; ++head) {
    Batch batch;
    for (int i = 0; i < 100; ++i) {
      batch.puts.push_back({fmt::format("k{}-{}", head, i), ValueOf(head * 100 + i)});
    }
    ASSERT_OK(store.Commit("m1", head, batch));
  }
}

// The store is elsewhere.
TEST_F(FullDiskTest, BackupToAFullDiskIsRefusedAndTheServerGoesOn) {
  TempFolder elsewhere;
  ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(elsewhere.Child("data"), TestOptions()));
  WriteFourMegabytes(*store);
  BackupFolder backups(folder_.Child("backups"));
  const auto go_on = [](uint64_t) { return true; };
  for (const size_t ballast : {kDiskMegabytes, kDiskMegabytes - 1, kDiskMegabytes - 2}) {
    SetBallast(ballast);
    EXPECT_FALSE(backups.Create(*store, go_on).ok()) << ballast;
    ASSERT_OK(store->Commit("m2", (kDiskMegabytes - ballast), {{{"k", "v"}}, {}}));
  }
  SetBallast(0);
  ASSERT_OK(backups.Create(*store, go_on));
  ASSERT_OK(backups.Verify(0));
}

TEST_F(FullDiskTest, BackupBesideTheDataMayNotFillTheDisk) {
  const TempFolder elsewhere;
  ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(folder_.Child("data"), TestOptions()));
  WriteFourMegabytes(*store);
  SetBallast(kDiskMegabytes / 2);
  BackupFolder backups(folder_.Child("backups"));
  const auto go_on = [](uint64_t) { return true; };
  EXPECT_THAT(backups.Create(*store, go_on),
              StatusIs(StatusCode::kResourceExhausted, "keep backups on another disk"));
  EXPECT_OK(store->Commit("m1", 10, {{{"k", "v"}}, {}}));
  BackupFolder others(elsewhere.Child("backups"));
  EXPECT_OK(others.Create(*store, go_on));
}

}  // namespace
}  // namespace dragoman

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  dragoman::g_may_mount = dragoman::IsolateMounts();
  return RUN_ALL_TESTS();
}
