#include "server/exchange/srx.h"

#include <absl/strings/str_replace.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace dragoman {
namespace {

constexpr char kFile[] = R"(<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" xmlns:x="urn:x" version="2.0">
<header segmentsubflows="yes" cascade="yes"><x:rule break="odd"/></header>
<body><languagerules><languagerule languagerulename="A">
<rule break="no"><beforebreak>\bDr\.</beforebreak><afterbreak>\s&lt;</afterbreak></rule>
<rule><beforebreak>[.?]</beforebreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="en.*" languagerulename="A"/></maprules></body>
</srx>)";

std::string Message(const std::string& bytes) {
  const auto rules = ParseSrx("a.srx", bytes);
  return rules.ok() ? "" : std::string(MessageOf(rules.status()));
}

// Returns the message about the file above with a change in it.
std::string MessageWith(const std::string& from, const std::string& to) {
  return Message(absl::StrReplaceAll(kFile, {{from, to}}));
}

TEST(Srx, IsRead) {
  const SegmentationRules expected = {
      .cascade = true,
      .sets = {{"A", {{false, R"(\bDr\.)", R"(\s<)", 5}, {true, "[.?]", "", 6}}}},
      .maps = {{"en.*", "A", 8}}};
  EXPECT_EQ(ParseSrx("a.srx", kFile).value(), expected);
}

TEST(Srx, IsReadAsItWasWritten) {
  SegmentationRules rules = {
      .cascade = false,
      .sets = {{"A & \"B\"", {{true, R"(["'<>&]\.)", R"(\s+(?!\p{Ll}))", 0}}}, {"empty", {}}},
      .maps = {{"[Uu][Rr].*", "A & \"B\"", 0}, {".*", "empty", 0}}};
  const std::string file = WriteSrx(rules);
  EXPECT_NE(file.find("version=\"2.0\""), std::string::npos);
  EXPECT_NE(file.find("cascade=\"no\""), std::string::npos);
  SegmentationRules read = ParseSrx("a.srx", file).value();
  for (SegmentationRuleSet& set : read.sets) {
    for (SegmentationRule& rule : set.rules) rule.line = 0;
  }
  for (SegmentationMap& map : read.maps) map.line = 0;
  EXPECT_EQ(read, rules);
}

TEST(Srx, FaultsAreNamedWithTheirLine) {
  EXPECT_EQ(Message(kFile), "");
  EXPECT_EQ(Message(""), "a.srx, line 1: no element found");
  EXPECT_EQ(MessageWith("</srx>", "</src>"), "a.srx, line 9: mismatched tag");
  EXPECT_EQ(MessageWith("version=\"2.0\"", "version=\"1.0\""),
            "a.srx, line 2: SRX version '1.0'; 2.0 is read");
  EXPECT_EQ(Message("<tmx version=\"2.0\"/>"), "a.srx, line 1: the root is no <srx> of SRX 2.0");
  EXPECT_EQ(MessageWith("break=\"no\"", "break=\"perhaps\""),
            "a.srx, line 5: break=\"perhaps\"; expected yes or no");
  EXPECT_EQ(MessageWith("languagerulename=\"A\"/>", "languagerulename=\"B\"/>"),
            "a.srx, line 8: no <languagerule> 'B'");
}

TEST(Srx, ElementsOfARuleStandWhereTheyBelong) {
  const auto message = [](std::string_view rules) {
    return Message(
        "<srx version=\"2.0\"><body><languagerules><languagerule languagerulename=\"E\">" +
        std::string(rules) + "</languagerule></languagerules><maprules/></body></srx>");
  };
  EXPECT_NE(message("<rule><beforebreak>a<rule/></beforebreak></rule>").find("in a pattern"),
            std::string::npos);
  EXPECT_EQ(message("<rule><languagerule languagerulename=\"F\"><beforebreak>a</beforebreak>"
                    "</languagerule></rule>"),
            "");
}

TEST(Srx, DocumentTypesAndHugeFilesAreRefused) {
  const std::string bomb =
      "<!DOCTYPE srx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><srx>&b;</srx>";
  EXPECT_NE(Message(bomb).find("line 1: a document type"), std::string::npos);
  EXPECT_NE(Message(std::string(kMaxSrxBytes + 1, ' ')).find("at most"), std::string::npos);
  EXPECT_NE(
      MessageWith("[.?]", std::string(kMaxSrxPatternBytes + 1, 'x')).find("a pattern of more"),
      std::string::npos);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<srx version=\"2.0\">";
  EXPECT_NE(Message(deep).find("nested too deep"), std::string::npos);
}

// The files of other tools (tests/README.md): read, or refused with a line.
TEST(Srx, FilesOfOtherToolsAreRead) {
  const std::string folder = std::string(DRAGOMAN_SHARED_DIR) + "/corpus/exchange/srx";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data";
  size_t read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".srx") continue;
    std::stringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const auto rules = ParseSrx(entry.path().filename().string(), bytes.str());
    read += rules.ok();
    const bool is_explained =
        rules.ok() || MessageOf(rules.status()).find("line ") != std::string::npos;
    EXPECT_TRUE(is_explained) << entry.path();
  }
  EXPECT_GE(read, 6U);
}

}  // namespace
}  // namespace dragoman
