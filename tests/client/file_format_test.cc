#include "client/cli/file_format.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(FileFormat, KnowsFormatBySuffix) {
  EXPECT_TRUE(FormatOf("a.tsv", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("A.TSV", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("-", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("a.csv", "tsv").ok());
  EXPECT_FALSE(FormatOf("a.csv", std::nullopt).ok());
  EXPECT_FALSE(FormatOf("tsv", std::nullopt).ok());
}

TEST(FileFormat, OneResourceIsNamed) {
  EXPECT_NE(ProblemOf(Resource{}), "");
  EXPECT_NE(ProblemOf(Resource{"a", "b"}), "");
  EXPECT_EQ(ProblemOf(Resource{"a", std::nullopt}), "");
  EXPECT_EQ(NameOf(Resource{"a", std::nullopt}), "memories/a");
  EXPECT_EQ(NameOf(Resource{std::nullopt, "b"}), "glossaries/b");
}

}  // namespace
}  // namespace dragoman
