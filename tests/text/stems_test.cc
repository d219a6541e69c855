// Stems: inflected forms of a term have its stems, other words have not.
#include "server/text/stems.h"

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <set>

#include "server/text/analysis.h"
#include "server/text/embedded.h"
#include "server/text/rule_lines.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

TEST(Stems, FollowTheCases) {
  for (const CaseRow& row : ReadCases("stems.tsv", 4)) {
    const std::string one = StemsOf(row.fields[2], row.fields[1]);
    const std::string other = StemsOf(row.fields[3], row.fields[1]);
    EXPECT_EQ(one == other, row.fields[0] == "same")
        << "stems.tsv:" << row.line << ": " << one << " / " << other;
  }
}

// How many of the inflected forms of terms have the stems of their term. The least numbers are what
// the rules reach; who makes them better raises them.
struct Reach {
  std::string file;
  std::string tag;
  int least;
  int of;
};

void ExpectReach(const Reach& reach, const std::vector<std::vector<std::string>>& terms) {
  int forms = 0;
  int reached = 0;
  for (const std::vector<std::string>& term : terms) {
    for (size_t i = 1; i < term.size(); ++i) {
      ++forms;
      reached += StemsOf(term[0], reach.tag) == StemsOf(term[i], reach.tag) ? 1 : 0;
    }
  }
  std::cout << reach.file << ": " << reached << " of " << forms << " forms\n";
  EXPECT_EQ(forms, reach.of) << reach.file;
  EXPECT_GE(reached, reach.least) << reach.file;
}

std::vector<std::vector<std::string>> OwnForms(std::string_view tag) {
  std::vector<std::vector<std::string>> terms;
  for (CaseRow& row : ReadCases("forms.tsv", 3)) {
    if (row.fields[0] != tag) continue;
    if (terms.empty() || terms.back()[0] != row.fields[1]) terms.push_back({row.fields[1]});
    terms.back().push_back(row.fields[2]);
  }
  return terms;
}

TEST(Stems, JoinFormsOfTerms) {
  ExpectReach({"en", "en", 23, 23}, OwnForms("en"));
  ExpectReach({"ru", "ru", 56, 57}, OwnForms("ru"));
  ExpectReach({"ur", "ur", 28, 29}, OwnForms("ur"));
}

TEST(Stems, JoinFormsOfTheMeasuredTerms) {
  for (const Reach& reach :
       {Reach{"cases/infl_en.txt", "en", 30, 34}, Reach{"cases/infl_ru.txt", "ru", 152, 163},
        Reach{"cases/infl_ur.txt", "ur", 77, 84}}) {
    const auto terms = ReadShared(reach.file, '|');
    if (terms.empty()) GTEST_SKIP() << "no " << reach.file;
    ExpectReach(reach, terms);
  }
}

TEST(Stems, OfOtherLanguagesAreTheFold) {
  EXPECT_EQ(Stem("maisons", RuleSet::kGeneric), "maisons");
}

TEST(Stems, AreNeverEmpty) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    for (const RuleSet rules : {RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
      const std::string fold = Folded(RandomText(random, 6), rules);
      ASSERT_EQ(Stem(fold, rules).empty(), fold.empty()) << fold;
    }
  }
}

// More words than are remembered, many of them again and again, some too long to remember.
TEST(FreshStem, IsTheStem) {
  TestRandom random;
  std::vector<std::string> words;
  for (const std::vector<std::string>& row : RealTexts()) {
    for (const std::string& text : row) {
      for (const Word& word : Analyse(text, LanguageOf("fr")).words) words.push_back(word.fold);
    }
  }
  for (int i = 0; i < 200000; ++i) {
    std::string word = words[random.Below(words.size())];
    if (random.Below(20) == 0) word += words[random.Below(words.size())] + std::string(50, 'a');
    for (const RuleSet rules : {RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
      ASSERT_EQ(Stem(word, rules), FreshStem(word, rules)) << word;
    }
  }
}

TEST(AmericanSpelling, FollowsTheCases) {
  for (const CaseRow& row : ReadCases("en_spelling.tsv", 2)) {
    EXPECT_EQ(AmericanSpelling(row.fields[0]), row.fields[1]) << "en_spelling.tsv:" << row.line;
  }
}

TEST(AmericanSpelling, LeavesItselfAlone) {
  for (const CaseRow& row : ReadCases("en_spelling.tsv", 2)) {
    EXPECT_EQ(AmericanSpelling(row.fields[1]), row.fields[1]) << "en_spelling.tsv:" << row.line;
  }
}

TEST(EnglishRules, AreWellFormed) {
  const std::map<std::string, size_t> fields = {{"word", 3}, {"begin", 3}, {"end", 3}, {"keep", 2}};
  std::set<std::string> seen;
  for (const RuleLine& line : RuleLines(kEmbedded_en_spelling_tsv)) {
    ASSERT_TRUE(fields.contains(line[0])) << line[0];
    ASSERT_EQ(line.size(), fields.at(line[0])) << line[1];
    EXPECT_TRUE(seen.insert(line[0] + " " + line[1]).second) << line[1] << " stands twice";
    if (line[0] == "begin") {
      EXPECT_GE(line[1].size(), 3U) << line[1];
    }
    if (line[0] == "word") {
      EXPECT_EQ(AmericanSpelling(line[2]), line[2]) << line[1];
    }
  }
}

TEST(RussianNouns, HaveOneStemInAllCases) {
  std::string before;
  for (const RuleLine& line : RuleLines(kEmbedded_ru_nouns_tsv)) {
    const std::string& noun = line[0];
    EXPECT_EQ(Folded(noun, RuleSet::kRussian), noun) << "is not at L3";
    EXPECT_LT(before, noun) << "the list is in alphabetic order";
    before = noun;
    for (const std::string_view ending : {"а", "у", "ом", "е", "ы", "ов", "ам", "ах", "ами"}) {
      EXPECT_EQ(Stem(noun + std::string(ending), RuleSet::kRussian), noun);
    }
  }
}

TEST(RussianConsonants, DoNotIncludeShortI) {
  EXPECT_TRUE(EndsInRussianConsonant("посол"));
  EXPECT_FALSE(EndsInRussianConsonant("край"));
  EXPECT_FALSE(EndsInRussianConsonant("роль"));
  EXPECT_FALSE(EndsInRussianConsonant(""));
}

}  // namespace
}  // namespace dragoman
