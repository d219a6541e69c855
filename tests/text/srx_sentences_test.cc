// Rules of users, and the program's own as they are exported.
#include <gtest/gtest.h>

#include <fstream>

#include "server/text/sentences.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

using Texts = std::vector<std::string>;

Texts Cut(const std::string& text, const std::vector<ByteRange>& ranges) {
  Texts cut;
  for (const ByteRange range : ranges) {
    cut.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return cut;
}

UserSentenceRules Compiled(const SegmentationRules& rules) {
  return UserSentenceRules::Compile("a.srx", rules).value();
}

Texts CutBy(const SegmentationRules& rules, const std::string& text, std::string_view tag) {
  return Cut(text, Compiled(rules).Sentences(text, LanguageOf(tag)).value());
}

SegmentationRules OneSet(std::vector<SegmentationRule> rules) {
  return {.cascade = false, .sets = {{"own", std::move(rules)}}, .maps = {{"en.*", "own", 3}}};
}

// The lines of a file without the marks of places; those typed in Arabic letters, which the
// exported rules do not read, are left out.
Texts LinesOf(const std::string& path) {
  Texts lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    line.resize(std::min(line.size(), line.find('\t')));
    for (size_t at = line.find("‖"); at != line.npos; at = line.find("‖")) line.erase(at, 3);
    const bool is_arabic = line.find("ي") != line.npos || line.find("ك") != line.npos;
    if (!is_arabic) lines.push_back(line);
  }
  return lines;
}

// The exported rules alone, without ICU's breaks, give what the program gives.
TEST(SrxSentences, OfExportedRulesAreThoseOfTheProgram) {
  const std::string data = DRAGOMAN_SOURCE_DIR "/tests/text/data/";
  const UserSentenceRules exported = Compiled(SentenceRulesForExport({"en", "ru", "ur", "any"}));
  for (const std::string tag : {"en", "ru", "ur"}) {
    size_t texts = 0;
    for (const std::string& file :
         {data + "sentences_" + tag + ".tsv", data + "sentences/first_" + tag + ".txt",
          data + "sentences/second_" + tag + ".txt",
          std::string(DRAGOMAN_SHARED_DIR) + "/cases/hard_" + tag + ".txt"}) {
      std::string all;
      for (const std::string& line : LinesOf(file)) {
        const Texts own = Cut(line, Sentences(line, LanguageOf(tag)));
        EXPECT_EQ(Cut(line, exported.Sentences(line, LanguageOf(tag)).value()), own) << file;
        all += line + " ";
        ++texts;
      }
      const Texts own = Cut(all, Sentences(all, LanguageOf(tag)));
      EXPECT_EQ(Cut(all, exported.Sentences(all, LanguageOf(tag)).value()), own) << file;
    }
    EXPECT_GE(texts, 80U);
  }
}

TEST(SrxSentences, EndWhereTheFirstRuleThatFitsSaysSo) {
  const SegmentationRules rules =
      OneSet({{false, R"(\bDr\.)", R"(\s)", 5}, {true, R"(\.)", R"(\s)", 6}});
  EXPECT_EQ(CutBy(rules, "Dr. Rasul came. he left! Then", "en-GB"),
            (Texts{"Dr. Rasul came.", "he left! Then"}));
  EXPECT_EQ(CutBy(rules, "One. two\nthree", "en"), (Texts{"One.", "two", "three"}));
  EXPECT_EQ(CutBy(rules, "", "en"), Texts{});
  EXPECT_EQ(CutBy(OneSet({}), "One. Two.", "en"), Texts{"One. Two."});
  EXPECT_EQ(CutBy(OneSet({{true, "。", "", 5}}), "一。二。", "en"), (Texts{"一。", "二。"}));
}

TEST(SrxSentences, OfOtherLanguagesAreThoseOfTheProgram) {
  EXPECT_EQ(CutBy(OneSet({}), "Он пришёл. Она ушла.", "ru"), (Texts{"Он пришёл.", "Она ушла."}));
}

TEST(SrxSentences, CascadeTakesAllSetsThatAreMapped) {
  SegmentationRules rules = OneSet({{false, R"(\bDr\.)", "", 5}});
  rules.sets.push_back({"common", {{true, R"(\.)", R"(\s)", 9}}});
  rules.maps.push_back({".*", "common", 12});
  EXPECT_EQ(CutBy(rules, "Dr. Khan. Then", "en"), Texts{"Dr. Khan. Then"});
  rules.cascade = true;
  EXPECT_EQ(CutBy(rules, "Dr. Khan. Then", "en"), (Texts{"Dr. Khan.", "Then"}));
}

TEST(SrxSentences, WrongPatternsAreNamedWithTheirLine) {
  const auto status = UserSentenceRules::Compile("a.srx", OneSet({{true, "(", "", 7}})).status();
  EXPECT_NE(MessageOf(status).find("a.srx, line 7: '(' is no"), std::string::npos);
  for (const char* open : {R"(\Qa)", "(?x) a # b"}) {
    EXPECT_FALSE(UserSentenceRules::Compile("a.srx", OneSet({{true, "", open, 7}})).ok()) << open;
  }
  SegmentationRules rules = OneSet({});
  rules.maps[0].pattern = "[";
  EXPECT_NE(MessageOf(UserSentenceRules::Compile("a.srx", rules).status()).find("line 3"),
            std::string::npos);
}

TEST(SrxSentences, RulesThatGoAstrayAreStopped) {
  const UserSentenceRules rules = Compiled(OneSet({{true, R"((?:x+x+)+y)", "", 7}}));
  const std::string text = std::string(200, 'x') + ". " + std::string(200, 'x');
  const auto cut = rules.Sentences(text, LanguageOf("en"));
  ASSERT_FALSE(cut.ok());
  EXPECT_NE(MessageOf(cut.status()).find("line 7 takes too long"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
