#include "client/cli/text_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

TEST(TextFile, FindsFirstInvalidByte) {
  EXPECT_EQ(FirstInvalidByte(""), std::nullopt);
  EXPECT_EQ(FirstInvalidByte("\u0434\u0627\U0001F600"), std::nullopt);
  EXPECT_EQ(FirstInvalidByte("ab\xFF"), 2u);
  EXPECT_EQ(FirstInvalidByte("\xC0\x80"), 0u);
  EXPECT_EQ(FirstInvalidByte("a\xED\xA0\x80"), 1u);
  EXPECT_EQ(FirstInvalidByte("\u0434\xD0"), 2u);
}

Result<std::string> Read(const std::string& path, size_t limit, const std::string& input = "") {
  const Environment environment = MakeEnvironment(input, {});
  auto text = ReadTextFile(path, limit, environment);
  std::fclose(environment.in);
  return text;
}

TEST(TextFile, ReadsTextWithoutByteOrderMark) {
  EXPECT_EQ(*Read(WriteTemporary("bom.txt", "\xEF\xBB\xBFtext\n"), 100), "text\n");
  EXPECT_EQ(*Read("-", 100, "from input"), "from input");
  EXPECT_EQ(*Read(WriteTemporary("empty.txt", ""), 100), "");
}

std::string Problem(Result<std::string> text) { return text.ok() ? "" : text.failure().message; }

TEST(TextFile, RefusesWhatItCannotRead) {
  EXPECT_NE(Problem(Read("none.txt", 9)).find("No such file"), std::string::npos);
  EXPECT_NE(Problem(Read(testing::TempDir(), 9)).find("Is a directory"), std::string::npos);
  EXPECT_EQ(*Read(WriteTemporary("exact.txt", "123456789"), 9), "123456789");
  EXPECT_NE(Problem(Read(WriteTemporary("big.txt", "1234567890"), 9)).find("more than 9 bytes"),
            std::string::npos);
  EXPECT_NE(Problem(Read("-", 9, "ab\xFF")).find("standard input' is not UTF-8 at byte 2"),
            std::string::npos);
}

TEST(LineReader, TakesLinesWithoutTheirEnds) {
  const Environment environment = MakeEnvironment("\xEF\xBB\xBFone\r\n\ntwo\r\r\nlast", {});
  LineReader reader(environment.in);
  EXPECT_EQ(reader.Next(), "one");
  EXPECT_EQ(reader.Next(), "");
  EXPECT_EQ(reader.Next(), "two\r");
  EXPECT_EQ(reader.Next(), "last");
  EXPECT_EQ(reader.Next(), std::nullopt);
  EXPECT_FALSE(reader.failed());
  std::fclose(environment.in);
}

TEST(NewFile, TakesItsNameWhenComplete) {
  const std::string path = WriteTemporary("new.txt", "old");
  {
    auto file = NewFile::Create(path);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->Write("half").ok());
    EXPECT_EQ(ReadBack(path), "old");
  }
  EXPECT_EQ(ReadBack(path), "old");
  ASSERT_TRUE(WriteTextFile(path, "whole").ok());
  EXPECT_EQ(ReadBack(path), "whole");
  int left = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testing::TempDir())) {
    left += entry.path().string().starts_with(path);
  }
  EXPECT_EQ(left, 1) << "temporary files are left";
  EXPECT_FALSE(WriteTextFile("/no/such/folder/x", "").ok());
}

}  // namespace
}  // namespace dragoman
