#include "client/cli/pair_file.h"

#include <gtest/gtest.h>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

Result<std::vector<FilePairs>> Read(const std::vector<std::string>& files) {
  const Environment environment = MakeEnvironment("", {});
  auto pairs = ReadPairFiles(files, "en", "ru", environment);
  std::fclose(environment.in);
  return pairs;
}

TEST(PairFile, FilesAreOfPairsOrBelongTogether) {
  const std::string table =
      WriteTemporary("pairs.tsv", "ru\tnote\tEN\nДа.\t\tYes.\n\nНет\t\tNo\\t\n");
  const std::string source = WriteTemporary("source.txt", "One.\r\n\nTwo.\r\n");
  const std::string target = WriteTemporary("target.txt", "Раз.\n\nДва.\n");
  auto files = Read({table, source, target, table});
  ASSERT_TRUE(files.ok());
  ASSERT_EQ(files->size(), 3u);
  EXPECT_EQ((*files)[0].file, table);
  ASSERT_EQ((*files)[0].pairs.size(), 2u);
  EXPECT_EQ((*files)[0].pairs[1].source, "No\t");
  EXPECT_EQ((*files)[0].pairs[1].line, 4u);
  EXPECT_EQ((*files)[1].file, source);
  ASSERT_EQ((*files)[1].pairs.size(), 2u);
  EXPECT_EQ((*files)[1].pairs[1].target, "Два.");
  EXPECT_EQ((*files)[1].pairs[1].line, 3u);
}

std::string ProblemInPairFile(const std::vector<std::string>& files) {
  auto pairs = Read(files);
  return pairs.ok() ? "" : pairs.failure().message;
}

TEST(PairFile, RefusesWhatHasNoTranslation) {
  const std::string source = WriteTemporary("alone.txt", "One.\nTwo.\n");
  const std::string target = WriteTemporary("short.txt", "Раз.\n");
  EXPECT_NE(ProblemInPairFile({source}).find("the first line must name the columns"),
            std::string::npos);
  EXPECT_NE(ProblemInPairFile({source, target}).find("has 2 lines"), std::string::npos);
  EXPECT_NE(ProblemInPairFile({WriteTemporary("empty.tsv", "en\tru\n")}).find("no pairs"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman
