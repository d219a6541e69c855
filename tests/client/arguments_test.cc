#include "client/cli/arguments.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Arguments, SplitsTaggedTextAtFirstSign) {
  auto texts = ParseTaggedTexts({"en=a = b", "ru=", "ur-PK=\u0627\u06CC\u06A9"});
  ASSERT_TRUE(texts.ok());
  ASSERT_EQ(texts->size(), 3u);
  EXPECT_EQ((*texts)[0].language, "en");
  EXPECT_EQ((*texts)[0].text, "a = b");
  EXPECT_EQ((*texts)[1].text, "");
  EXPECT_EQ((*texts)[2].language, "ur-PK");
}

std::string ProblemInArguments(const std::vector<std::string>& arguments) {
  auto texts = ParseTaggedTexts(arguments);
  return texts.ok() ? "" : texts.failure().message;
}

TEST(Arguments, RefusesWhatIsNoTaggedText) {
  EXPECT_NE(ProblemInArguments({"Good morning"}).find("has no '='"), std::string::npos);
  EXPECT_NE(ProblemInArguments({"=text"}).find("no language tag"), std::string::npos);
  EXPECT_NE(ProblemInArguments({"e n=text"}).find("no language tag"), std::string::npos);
  EXPECT_NE(ProblemInArguments({"en-=text"}).find("no language tag"), std::string::npos);
  EXPECT_NE(ProblemInArguments({"en=a", "EN=b"}).find("given twice"), std::string::npos);
}

TEST(Arguments, NamesResources) {
  EXPECT_EQ(MemoryName("reports"), "memories/reports");
  EXPECT_EQ(MemoryName("memories/reports"), "memories/reports");
  EXPECT_EQ(GlossaryName("titles"), "glossaries/titles");
  EXPECT_EQ(UnitName("reports/17"), "memories/reports/units/17");
  EXPECT_EQ(UnitName("memories/reports/units/17"), "memories/reports/units/17");
  EXPECT_EQ(ConceptName("titles/a.b-c"), "glossaries/titles/concepts/a.b-c");
  for (const char* wrong : {"", "reports", "/17", "reports/", "reports/1/2"}) {
    EXPECT_EQ(UnitName(wrong), std::nullopt) << wrong;
  }
}

TEST(Arguments, ReadsPenaltyOfMemory) {
  auto plain = ParseLookupMemory("reports");
  ASSERT_TRUE(plain.ok());
  EXPECT_EQ(plain->name(), "memories/reports");
  EXPECT_EQ(plain->penalty(), 0);
  auto penalised = ParseLookupMemory("old=10");
  ASSERT_TRUE(penalised.ok());
  EXPECT_EQ(penalised->name(), "memories/old");
  EXPECT_EQ(penalised->penalty(), 10);
  for (const char* wrong : {"old=", "old=x", "old=-1", "old=101", "old=1.5"}) {
    EXPECT_FALSE(ParseLookupMemory(wrong).ok()) << wrong;
  }
}

TEST(Arguments, AddressesHaveAHostAndAPort) {
  for (const char* right : {"127.0.0.1:7070", "localhost:1", "[::1]:65535", "unix:/run/dragoman",
                            "dns:///server.example:7070"}) {
    EXPECT_TRUE(IsAddress(right)) << right;
  }
  for (const char* wrong :
       {"", "localhost", ":7070", "h:", "h:x", "h:0", "h:-1", "h:65536", "h:7 "}) {
    EXPECT_FALSE(IsAddress(wrong)) << wrong;
  }
}

TEST(Arguments, NamesTheByteThatIsNotUtf8) {
  EXPECT_EQ(InvalidArgumentText({"lookup", "\u043F\u0440"}), std::nullopt);
  const auto problem = InvalidArgumentText({"lookup", "ab\xC3"});
  ASSERT_TRUE(problem);
  EXPECT_NE(problem->find("argument 2 is not UTF-8 at byte 2"), std::string::npos) << *problem;
}

TEST(Arguments, ShortensAtCharacterBorder) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "\u06CC";
  const std::string shortened = Shortened("a" + text);
  EXPECT_TRUE(shortened.ends_with("\u06CC..."));
  EXPECT_EQ(Shortened("short"), "short");
}

}  // namespace
}  // namespace dragoman
