// Every bit of a log that is flipped is found, every place where a crash may cut it off is
// accepted.
#include "server/store/log_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/random.h"
#include "tests/rounds.h"
#include "tests/status_matchers.h"
#include "tests/store/backends.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// Returns the longest log that RocksDB writes for a few commits, of which one has several blocks.
std::string LogOf(const std::string& folder) {
  {
    const auto store = OpenRocksdbStore(folder, TestOptions()).value();
    for (Revision head = 0; head < 12; ++head) {
      const size_t size = head == 5 ? 100'000 : 100 + head;
      EXPECT_OK(store->Commit("m1", head, {{{"key", std::string(size, 'v')}}, {}}));
    }
  }
  std::string longest;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".log") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (bytes.size() > longest.size()) longest = std::move(bytes);
  }
  return longest;
}

class LogCheck : public testing::Test {
 protected:
  TempFolder folder_;
  const std::string log_ = LogOf(folder_.Child("data"));
  TestRandom random_;
};

TEST_F(LogCheck, WholeAndTornLogsPass) {
  ASSERT_GT(log_.size(), 100'000U);
  EXPECT_OK(CheckLog(log_));
  EXPECT_OK(CheckLog(""));
  EXPECT_OK(CheckLog(log_ + std::string(5000, '\0'))) << "space made for more";
  for (int i = 0; i < Rounds(300); ++i) {
    const size_t size = random_.Below(log_.size());
    EXPECT_OK(CheckLog(std::string_view(log_).substr(0, size))) << size;
  }
}

// Every bit of the last kilobytes, where all records are short, and some of all others.
TEST_F(LogCheck, EveryFlippedBitIsFound) {
  std::string damaged = log_;
  const auto expect_found = [&](size_t bit) {
    const auto flip = static_cast<char>(1 << bit % 8);
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ flip);
    EXPECT_EQ(CheckLog(damaged).code(), StatusCode::kDataLoss) << bit;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ flip);
  };
  for (size_t bit = (log_.size() - 500) * 8; bit < log_.size() * 8; ++bit) expect_found(bit);
  for (int i = 0; i < Rounds(100); ++i) expect_found(random_.Below(log_.size() * 8));
}

}  // namespace
}  // namespace dragoman
