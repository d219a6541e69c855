// One bit flipped in any file of the data folder: what is answered is right or an error, which
// names the memory when the others serve.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tests/faults/disk.h"
#include "tests/faults/workload_run.h"
#include "tests/random.h"
#include "tests/rounds.h"
#include "tests/store/flip_bit.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

// So many that the last of them are in the log only, all before in tables.
constexpr const char* kStepsBeforeFlips = "28";

// Files of one kind differ in their numbers.
std::string KindOf(const fs::path& path) {
  std::string kind = path.filename().string();
  std::erase_if(kind, [](char c) { return c >= '0' && c <= '9'; });
  return kind;
}

class FlippedBits : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(RunWorkload({"run", intact_, "0", kStepsBeforeFlips}, {}).exit_code, 0);
    // A check brings the log into a table and writes the indexes anew: it works on a copy.
    answer_ = Check("").lines;
    ASSERT_EQ(answer_.back(), "checked");
    ASSERT_GT(answer_.size(), 100U);
    for (const auto& entry : fs::recursive_directory_iterator(intact_)) {
      if (entry.is_regular_file() && entry.file_size() > 0) {
        files_[KindOf(entry.path())].push_back(fs::relative(entry.path(), intact_));
      }
    }
  }

  // Checks a copy in which a bit of one file is flipped ("": none).
  WorkloadRun Check(const fs::path& file, uint64_t bit = 0) {
    const std::string copy = folder_.Child("copy");
    fs::remove_all(copy);
    fs::copy(intact_, copy, fs::copy_options::recursive);
    if (!file.empty()) FlipBit(copy / file, bit);
    return RunWorkload({"check", copy}, {});
  }

  // Returns whether the damage was reported. All else is answered as it was.
  bool ExpectNoWrongAnswer(const WorkloadRun& check) {
    EXPECT_EQ(check.signal, 0) << check.log;
    if (check.exit_code == 3) {
      EXPECT_EQ(check.LinesOf("error").size(), 1U);
      return true;
    }
    const std::vector<std::string> damaged = check.LinesOf("damaged");
    for (const std::string& line : damaged) {
      EXPECT_NE(line.find("DATA_LOSS: memories/"), std::string::npos) << line;
    }
    for (const std::string& line : check.lines) {
      const bool is_known = std::find(answer_.begin(), answer_.end(), line) != answer_.end();
      EXPECT_TRUE(is_known || line.starts_with("damaged")) << line;
    }
    if (damaged.empty()) {
      EXPECT_EQ(check.lines, answer_);
    }
    if (check.LinesOf("damaged other").empty()) {
      EXPECT_EQ(check.LinesOf("other").size(), 1U);
    }
    return !damaged.empty();
  }

  TempFolder folder_{PlaceOfDisks()};
  const std::string intact_ = folder_.Child("intact");
  std::vector<std::string> answer_;
  std::map<std::string, std::vector<fs::path>> files_;  // By kind.
  TestRandom random_;
};

TEST_F(FlippedBits, InAnyKindOfFileGiveNoWrongAnswer) {
  for (const char* kind :
       {".sst", ".log", "MANIFEST-", "CURRENT", "OPTIONS-", "manifest", ".part"}) {
    ASSERT_TRUE(files_.contains(kind)) << kind;
  }
  for (const auto& [kind, files] : files_) {
    int reported = 0;
    const int flips = Rounds(5);
    for (int i = 0; i < flips; ++i) {
      const fs::path& file = files[random_.Below(files.size())];
      const uint64_t bit = random_.Below(fs::file_size(intact_ / file) * 8);
      SCOPED_TRACE(fmt::format("{} bit {}", file.string(), bit));
      reported += ExpectNoWrongAnswer(Check(file, bit));
    }
    std::cout << fmt::format("{}: {} of {} flips reported, the others harmless\n", kind, reported,
                             flips);
    // What is derived is built anew.
    if (kind == "manifest" || kind == ".part") {
      EXPECT_EQ(reported, 0);
    }
  }
}

}  // namespace
}  // namespace dragoman
