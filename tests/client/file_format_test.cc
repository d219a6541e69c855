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

TEST(FileFormat, KnowsTmxBySuffixOrContent) {
  EXPECT_EQ(*FormatOf("a.tmx", std::nullopt), v1::TMX);
  EXPECT_EQ(*FormatOf("-", "tmx"), v1::TMX);
  EXPECT_FALSE(FormatOf("a.tmx.gz", std::nullopt).ok());  // Files are written as they are.
  const auto of = [](const std::string& path, std::string_view head) {
    auto format = FormatOf(path, std::nullopt, head);
    return format.ok() ? *format : v1::FILE_FORMAT_UNSPECIFIED;
  };
  constexpr std::string_view kXml = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">";
  EXPECT_EQ(of("A.TMX.GZ", ""), v1::TMX);
  EXPECT_EQ(of("a.tsv", kXml), v1::TSV);
  EXPECT_EQ(of("-", kXml), v1::TMX);
  EXPECT_EQ(of("a.xml", kXml), v1::TMX);
  EXPECT_EQ(of("-", "\xEF\xBB\xBF<tmx>"), v1::TMX);
  EXPECT_EQ(of("-", std::string("\xFF\xFE<\0t\0m\0x\0>\0", 12)), v1::TMX);
  EXPECT_EQ(of("-", "\x1F\x8B\x08"), v1::TMX);
  EXPECT_EQ(of("-", "en\tru\n<tmx>\t"), v1::TSV);
  EXPECT_EQ(of("-", ""), v1::TSV);
  EXPECT_EQ(of("a.xml", "<srx/>"), v1::FILE_FORMAT_UNSPECIFIED);
  EXPECT_EQ(*FormatOf("a.xml", "tsv", kXml), v1::TSV);
}

TEST(FileFormat, KnowsXliffBySuffixOrContent) {
  for (const std::string suffix : {"xlf", "XLF", "xliff", "sdlxliff", "mqxliff", "mxliff"}) {
    EXPECT_EQ(*FormatOf("a." + suffix, std::nullopt), v1::XLIFF) << suffix;
    EXPECT_EQ(*FormatOf("a." + suffix + ".gz", std::nullopt, ""), v1::XLIFF) << suffix;
  }
  EXPECT_EQ(*FormatOf("a.xml", "xliff", "<tmx>"), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<?xml?>\n<xliff version=\"2.0\">"), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<tmx><seg>&lt;<xliff"), v1::TMX);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<xliff><source><tmx"), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "en\tru\n<xliff>\t"), v1::TSV);
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
