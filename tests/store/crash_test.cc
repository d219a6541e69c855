// Acknowledged commits outlive a process that is killed while it writes.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <map>
#include <string>

#include "server/store/keys.h"
#include "tests/random.h"
#include "tests/rounds.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

constexpr int kThreads = 3;

// The highest acknowledged revision of each shard.
using Acknowledged = std::map<std::string, Revision>;

// A running store_writer (crash_writer.cc).
class Writer {
 public:
  explicit Writer(const std::string& folder) {
    int ends[2];
    if (pipe(ends) != 0) return;
    process_ = fork();
    if (process_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execl(STORE_WRITER, STORE_WRITER, folder.c_str(), std::to_string(kThreads).c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  ~Writer() {
    if (process_ > 0) Kill();
    if (output_ != nullptr) std::fclose(output_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Waits for the next acknowledgement; returns false when the process has ended.
  bool Read(Acknowledged& acknowledged) {
    char shard[16];
    unsigned long long revision = 0;
    if (output_ == nullptr || std::fscanf(output_, "%15s %llu", shard, &revision) != 2)
      return false;
    acknowledged[shard] = revision;
    return true;
  }

  // Returns whether it was the signal that ended it.
  bool Kill() {
    int status = 0;
    kill(process_, SIGKILL);
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFSIGNALED(status);
  }

 private:
  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
};

// What is found counts as acknowledged from now on: each kill may leave one more.
void ExpectIntact(Store& store, const std::string& shard, Revision& acknowledged) {
  SCOPED_TRACE(shard);
  ASSERT_OK_AND_ASSIGN(const Revision head, store.Head(shard));
  // One more may be there: written, and killed before it was told.
  EXPECT_GE(head, acknowledged);
  EXPECT_LE(head, acknowledged + 1);
  // What was intact after the kill before stays so.
  Revision logged = std::max<Revision>(acknowledged, 1000) - 1000;
  for (KeyRange range = LogFrom(logged + 1);;) {
    ASSERT_OK_AND_ASSIGN(const ScanPage page, store.Scan(shard, range, 1000));
    for (const KeyValue& item : page.items) EXPECT_EQ(RevisionOfLogKey(item.key), ++logged);
    if (!page.next) break;
    range.begin = *page.next;
  }
  EXPECT_EQ(logged, head);
  ASSERT_OK_AND_ASSIGN(const ScanPage slots, store.Scan(shard, {"slot", "slou"}, 100));
  for (const KeyValue& slot : slots.items) EXPECT_EQ(slot.value, std::to_string(head));
  acknowledged = head;
}

TEST(Crash, AcknowledgedCommitsOutliveSigkill) {
  TempFolder folder;
  const std::string data = folder.Child("data");
  TestRandom random;
  Acknowledged acknowledged;
  for (int round = 0; round < Rounds(50); ++round) {
    SCOPED_TRACE(round);
    Writer writer(data);
    for (uint64_t i = 1 + random.Below(300); i > 0; --i) ASSERT_TRUE(writer.Read(acknowledged));
    ASSERT_TRUE(writer.Kill());
    while (writer.Read(acknowledged)) {
    }
    ASSERT_OK_AND_ASSIGN(const auto store, OpenRocksdbStore(data, TestOptions()));
    for (auto& [shard, revision] : acknowledged) ExpectIntact(*store, shard, revision);
  }
}

TEST(Crash, FolderOfARunningServerIsRefusedUntilItDies) {
  TempFolder folder;
  const std::string data = folder.Child("data");
  Writer writer(data);
  Acknowledged acknowledged;
  ASSERT_TRUE(writer.Read(acknowledged));
  EXPECT_THAT(OpenRocksdbStore(data, TestOptions()),
              StatusIs(StatusCode::kFailedPrecondition, "in use by another server"));
  ASSERT_TRUE(writer.Kill());
  EXPECT_OK(OpenRocksdbStore(data, TestOptions()));
}

}  // namespace
}  // namespace dragoman
