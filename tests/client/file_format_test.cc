#include "client/cli/file_format.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(FileFormat, KnowsFormatBySuffix) {
  EXPECT_TRUE(FormatOf("a.tsv", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("A.TSV", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("-", std::nullopt).ok());
  EXPECT_TRUE(FormatOf("", std::nullopt).ok());
  EXPECT_EQ(*FormatOf("a.csv", "tsv"), v1::TSV);
  EXPECT_EQ(*FormatOf("a.CSV", std::nullopt), v1::CSV);
  EXPECT_EQ(*FormatOf("-", "csv"), v1::CSV);
  EXPECT_FALSE(FormatOf("a.txt", std::nullopt).ok());
  EXPECT_FALSE(FormatOf("tsv", std::nullopt).ok());
}

TEST(FileFormat, KnowsTmxBySuffixOrContent) {
  EXPECT_EQ(*FormatOf("a.tmx", std::nullopt), v1::TMX);
  EXPECT_EQ(*FormatOf("-", "tmx"), v1::TMX);
  EXPECT_FALSE(FormatOf("a.tmx.gz", std::nullopt).ok());  // Files are written as they are.
  const auto of = [](const std::string& path, std::string_view head) {
    auto format = FormatOf(path, std::nullopt, head, Resource{"m", std::nullopt});
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
  EXPECT_EQ(*FormatOf("a.xml", "tsv", kXml, Resource{"m", std::nullopt}), v1::TSV);
}

TEST(FileFormat, KnowsTbxBySuffixOrContent) {
  EXPECT_EQ(*FormatOf("a.tbx", std::nullopt), v1::TBX);
  EXPECT_EQ(*FormatOf("-", "tbx"), v1::TBX);
  const auto of = [](const std::string& path, std::string_view head) {
    auto format = FormatOf(path, std::nullopt, head, Resource{std::nullopt, "g"});
    return format.ok() ? *format : v1::FILE_FORMAT_UNSPECIFIED;
  };
  EXPECT_EQ(of("A.TBX.gz", ""), v1::TBX);
  EXPECT_EQ(of("a.xml", "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Min\">"), v1::TBX);
  EXPECT_EQ(of("-", "<!DOCTYPE martif SYSTEM \"a\">\n<martif>"), v1::TBX);
  EXPECT_EQ(of("-", "<t:tbx xmlns:t='x'>"), v1::TBX);
  EXPECT_EQ(of("-", "\x1F\x8B\x08"), v1::TBX);
  EXPECT_EQ(of("a.tmx.gz", "\x1F\x8B\x08"), v1::TMX);
}

TEST(FileFormat, KnowsXliffBySuffixOrContent) {
  const Resource memory{"m", std::nullopt};
  for (const std::string suffix : {"xlf", "XLF", "xliff", "sdlxliff", "mqxliff", "mxliff"}) {
    EXPECT_EQ(*FormatOf("a." + suffix, std::nullopt), v1::XLIFF) << suffix;
    EXPECT_EQ(*FormatOf("a." + suffix + ".gz", std::nullopt, "", memory), v1::XLIFF) << suffix;
  }
  EXPECT_EQ(*FormatOf("a.xml", "xliff", "<tmx>", memory), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<?xml?>\n<xliff version=\"2.0\">", memory), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<tmx><seg>&lt;<xliff", memory), v1::TMX);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "<xliff><source><tmx", memory), v1::XLIFF);
  EXPECT_EQ(*FormatOf("-", std::nullopt, "en\tru\n<xliff>\t", memory), v1::TSV);
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
