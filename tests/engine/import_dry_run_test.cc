// Imports that only count: they count as a real one, however the file is cut.
#include <gtest/gtest.h>

#include "tests/engine/transfer_support.h"
#include "tests/random.h"

namespace dragoman {
namespace {

TEST_F(TransferTest, ADryRunWritesNothing) {
  EXPECT_EQ(ImportUnits("en\tru\na\tа\na\tа\na\tб\n", {.validate_only = true}),
            "2 stored, 0 merged, 1 unchanged, 0 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\na\tx\na\ty\n", {.validate_only = true}),
            "1 stored, 0 merged, 0 unchanged, 1 skipped");
  EXPECT_TRUE(UnitsOf("m").empty());
  EXPECT_EQ((*registry_->Memory("m"))->view()->revision, 0U);
  EXPECT_EQ((*registry_->Glossary("m"))->view()->revision, 0U);
}

TEST_F(TransferTest, ACheckCountsWhatHasNoProblem) {
  EXPECT_EQ(ImportUnits("en\tru\na\tа\na\tа\nb\n", {.check_only = true}),
            "0 stored, 0 merged, 2 unchanged, 1 skipped");
  EXPECT_EQ(ImportConcepts("id\ten\na\tx\na\ty\n", {.check_only = true}),
            "0 stored, 0 merged, 1 unchanged, 1 skipped");
  EXPECT_TRUE(UnitsOf("m").empty());
  EXPECT_EQ((*registry_->Glossary("m"))->view()->revision, 0U);
}

// Returns a file of units with many of the same source, bad rows and documents.
std::string RandomUnitFile(TestRandom& random, size_t rows) {
  std::string file = "en\tru\t@state\t@changed\n";
  for (size_t i = 0; i < rows; ++i) {
    switch (random.Below(12)) {
      case 0:
        file += "\n";
        break;
      case 1:
        file += "alone\t\t\t\n";
        break;
      case 2:
        file += "short\n";
        break;
      default:
        file += fmt::format("word {}\tслово {}\t{}\t{}\n", random.Below(20), random.Below(3),
                            random.Below(2) == 0 ? "draft" : "",
                            random.Below(2) == 0 ? std::to_string(1 + random.Below(5)) : "");
    }
  }
  return file;
}

TEST_F(TransferTest, ADryRunCountsAsTheRealRun) {
  TestRandom random;
  for (int i = 0; i < 60; ++i) {
    ImportSettings settings{.parent = "memories/m"};
    settings.policy = static_cast<WritePolicy>(1 + random.Below(4));
    settings.in_order = random.Below(2) == 0;
    const std::string file = RandomUnitFile(random, random.Below(i % 30 == 0 ? 2000 : 100));
    settings.validate_only = true;
    const Imported dry = Run(settings, file);
    settings.validate_only = false;
    const Imported real = Run(settings, file);
    ASSERT_OK(dry.status);
    ASSERT_OK(real.status);
    EXPECT_EQ(Show(dry.last.account), Show(real.last.account));
    EXPECT_EQ(Shown(dry.problems), Shown(real.problems));
  }
}

TEST_F(TransferTest, PiecesOfAnySizeGiveTheSameAccount) {
  TestRandom random;
  const std::string file = RandomUnitFile(random, 200);
  ImportSettings settings{.parent = "memories/m", .in_order = true};
  settings.validate_only = true;
  const std::string whole = Show(Run(settings, file).last.account);
  for (const size_t piece_bytes : {1, 7, 1000}) {
    EXPECT_EQ(Show(Run(settings, file, piece_bytes).last.account), whole);
  }
}

TEST_F(TransferTest, EveryTruncationCountsEachEntryOnce) {
  TestRandom random;
  const std::string file = RandomUnitFile(random, 15);
  for (size_t size = file.find('\n') + 1; size < file.size(); ++size) {
    const std::string_view part = std::string_view(file).substr(0, size);
    const Imported result = Run({.parent = "memories/m", .validate_only = true}, part);
    ASSERT_OK(result.status);
    uint64_t entries = 0;  // Lines but the first, the empty ones left out.
    for (size_t begin = part.find('\n') + 1; begin < part.size();) {
      const size_t end = std::min(part.find('\n', begin), part.size());
      entries +=
          part.substr(begin, end - begin).find_first_not_of('\t') != std::string_view::npos &&
          end > begin;
      begin = end + 1;
    }
    EXPECT_EQ(result.last.account.entries(), entries) << part;
  }
}

}  // namespace
}  // namespace dragoman
