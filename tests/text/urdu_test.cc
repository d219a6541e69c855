// Urdu words: which spellings are one word, which two, and the light stemmer.
#include "server/text/urdu.h"

#include <absl/container/flat_hash_map.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "server/text/analysis.h"
#include "server/text/embedded.h"
#include "server/text/rule_lines.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

TEST(UrduCompounds, HaveOneAnalysisHoweverTheyAreWritten) {
  for (const CaseRow& row : ReadCases("ur_spellings.tsv", 2)) {
    EXPECT_EQ(FoldsOf(row.fields[0], "ur"), FoldsOf(row.fields[1], "ur"))
        << "ur_spellings.tsv:" << row.line;
    EXPECT_EQ(StemsOf(row.fields[0], "ur"), StemsOf(row.fields[1], "ur"))
        << "ur_spellings.tsv:" << row.line;
  }
}

TEST(UrduCompounds, OfTheRulesCloseUp) {
  for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) {
    ASSERT_GE(line.size(), 2U) << line[0];
    if (line[0] == "pair") {
      ASSERT_EQ(line.size(), 3U) << line[1];
      EXPECT_EQ(FoldsOf(line[1] + " " + line[2], "ur"), Folded(line[1] + line[2], RuleSet::kUrdu));
    } else if (line[0] == "second") {
      EXPECT_EQ(FoldsOf("قلم " + line[1], "ur"), Folded("قلم" + line[1], RuleSet::kUrdu));
    } else {
      ASSERT_EQ(line[0], "fused") << "an unknown kind of rule";
      ASSERT_EQ(line.size(), 4U) << line[1];
      EXPECT_EQ(FoldsOf(line[1], "ur"), FoldsOf(line[2] + " " + line[3], "ur")) << line[1];
    }
  }
}

TEST(UrduCompounds, DoNotCloseUpOverMarksNumbersAndAtTheStart) {
  EXPECT_EQ(FoldsOf("سفارت، کاری", "ur"), "سفارت|کاری");
  EXPECT_EQ(FoldsOf("سفارت-کاری", "ur"), "سفارت|کاری");
  EXPECT_EQ(FoldsOf("کاری", "ur"), "کاری");
  EXPECT_EQ(FoldsOf("30 کار", "ur"), "30|کار");
  EXPECT_EQ(FoldsOf("سفارت\nکاری", "ur"), "سفارتکاری");
}

TEST(UrduCompounds, KeepTheFormAndRangeOfBothWords) {
  const std::string text = "نئی سفارت \u200Fکاری";
  const Analysis analysis = Analyse(text, LanguageOf("ur"));
  ASSERT_EQ(analysis.words.size(), 2U);
  const Word& word = analysis.words[1];
  EXPECT_EQ(word.form, "سفارت کاری");
  EXPECT_EQ(word.fold, "سفارتکاری");
  EXPECT_EQ(word.range.end, text.size());
  EXPECT_EQ(text.substr(word.range.begin, 4), "سف");
}

TEST(UrduCompounds, PartsOfAFusedWordShareItsRange) {
  const Analysis analysis = Analyse("امن کیلئے", LanguageOf("ur"));
  ASSERT_EQ(analysis.words.size(), 3U);
  EXPECT_EQ(analysis.words[1].fold, "کے");
  EXPECT_EQ(analysis.words[2].fold, "لیے");
  EXPECT_EQ(analysis.words[1].range, analysis.words[2].range);
}

// All words of the rules beside all others: only what the rules name closes up or is split.
TEST(UrduCompounds, AreThoseOfTheRulesAlone) {
  std::set<std::string> words = {"", "قلم", "30"};
  std::set<std::string> seconds;
  std::set<std::pair<std::string, std::string>> pairs;
  std::map<std::string, std::vector<std::string>> fused;
  for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) {
    std::vector<std::string> folds;
    for (size_t i = 1; i < line.size(); ++i) folds.push_back(Folded(line[i], RuleSet::kUrdu));
    words.insert(folds.begin(), folds.end());
    if (line[0] == "second") seconds.insert(folds[0]);
    if (line[0] == "pair") pairs.emplace(folds[0], folds[1]);
    if (line[0] == "fused") fused[folds[0]] = {folds[1], folds[2]};
  }
  for (const std::string& second : words) {
    EXPECT_EQ(UrduParts(second), fused[second]) << second;
    for (const std::string& first : words) {
      EXPECT_EQ(UrduClosesUp(first, second),
                seconds.contains(second) || pairs.contains({first, second}))
          << first << " " << second;
    }
  }
}

TEST(UrduStems, FollowTheCases) {
  for (const CaseRow& row : ReadCases("ur_stems.tsv", 3)) {
    const std::string one = UrduStem(Folded(row.fields[1], RuleSet::kUrdu));
    const std::string other = UrduStem(Folded(row.fields[2], RuleSet::kUrdu));
    EXPECT_EQ(one == other, row.fields[0] == "same")
        << "ur_stems.tsv:" << row.line << ": " << one << " / " << other;
  }
}

TEST(UrduStems, OfThePluralsAreThoseOfTheirWords) {
  absl::flat_hash_map<std::string, std::string> seen;
  for (const RuleLine& line : RuleLines(kEmbedded_ur_plurals_tsv)) {
    ASSERT_EQ(line.size(), 2U) << line[0];
    const std::string plural = Folded(line[0], RuleSet::kUrdu);
    const std::string word = Folded(line[1], RuleSet::kUrdu);
    EXPECT_EQ(UrduStem(plural), UrduStem(word)) << line[0];
    const auto [known, is_new] = seen.emplace(plural, word);
    EXPECT_TRUE(is_new || known->second == word) << line[0] << " has two words";
  }
}

TEST(UrduStems, AreNeverEmpty) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    const std::string fold = Folded(RandomText(random, 6), RuleSet::kUrdu);
    ASSERT_EQ(UrduStem(fold).empty(), fold.empty()) << fold;
  }
}

}  // namespace
}  // namespace dragoman
