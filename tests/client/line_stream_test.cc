#include "client/cli/line_stream.h"

#include <gtest/gtest.h>

#include "tests/client/memory_environment.h"

namespace dragoman {
namespace {

TEST(LineStream, DecidesWhatBecomesOfALine) {
  EXPECT_EQ(MakePendingLine("", 1, 9, "f").fate, PendingLine::kBlank);
  EXPECT_EQ(MakePendingLine(" \t", 1, 9, "f").fate, PendingLine::kBlank);
  EXPECT_EQ(MakePendingLine("123456789", 1, 9, "f").fate, PendingLine::kSent);
  const PendingLine big = MakePendingLine("1234567890", 1, 9, "f");
  EXPECT_EQ(big.fate, PendingLine::kRefused);
  EXPECT_EQ(big.refusal.fields.at(0).field, "f");
  const PendingLine bad = MakePendingLine("a\xFF", 7, 9, "f");
  EXPECT_EQ(bad.fate, PendingLine::kRefused);
  EXPECT_NE(bad.refusal.message.find("at byte 1"), std::string::npos);
  EXPECT_EQ(bad.number, 7u);
}

std::vector<LineInFile> Lines(const std::string& text, bool neighbours) {
  const Environment environment = MakeEnvironment(text, {});
  LineSource source(environment.in, 100, "f", neighbours);
  std::vector<LineInFile> lines;
  while (auto line = source.Next()) lines.push_back(std::move(*line));
  std::fclose(environment.in);
  return lines;
}

TEST(LineStream, NeighboursAreKnownInOrder) {
  const auto lines = Lines("a\nb\n\nc\n\xFF\nd", true);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0].previous, "");
  EXPECT_EQ(lines[0].next, "b");
  EXPECT_EQ(lines[1].previous, "a");
  EXPECT_EQ(lines[1].next, "");
  EXPECT_EQ(lines[3].previous, "");
  EXPECT_EQ(lines[3].next, std::nullopt);
  EXPECT_EQ(lines[5].line.text, "d");
  EXPECT_EQ(lines[5].line.number, 6u);
  EXPECT_EQ(lines[5].previous, std::nullopt);
  EXPECT_EQ(lines[5].next, "");
}

TEST(LineStream, NeighboursAreUnknownOtherwise) {
  const auto lines = Lines("a\nb\n", false);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1].previous, std::nullopt);
  EXPECT_EQ(lines[1].next, std::nullopt);
  EXPECT_TRUE(Lines("", true).empty());
}

TEST(PendingLines, KeepOrderAcrossThreads) {
  constexpr size_t kCount = 20000;
  PendingLines pending;
  std::thread writer([&] {
    for (size_t i = 1; i <= kCount; ++i) {
      pending.Push(MakePendingLine("x", i, 9, "f"));
    }
    pending.Close();
  });
  size_t expected = 0;
  while (auto line = pending.Pop()) EXPECT_EQ(line->number, ++expected);
  writer.join();
  EXPECT_EQ(expected, kCount);
}

}  // namespace
}  // namespace dragoman
