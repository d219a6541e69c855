// Urdu words: which spellings are one word, which two, and the light stemmer.
#include "server/text/urdu.h"

#include <absl/container/flat_hash_map.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

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

// The rules as sets, read field by field.
struct NaiveRules {
  std::set<std::string> small, seconds, firsts, heads;
  std::set<std::pair<std::string, std::string>> pairs;
  std::map<std::string, std::vector<std::string>> fused;

  UrduJoin JoinOf(const std::string& first, const std::string& second) const {
    if (pairs.contains({first, second})) return UrduJoin::kFirm;
    if (small.contains(first) || small.contains(second)) return UrduJoin::kNone;
    const bool has_article = second.starts_with("ال") && second != "ال";
    if (has_article && heads.contains(first)) return UrduJoin::kFirm;
    const bool has_affix = seconds.contains(second) || firsts.contains(first);
    return has_affix ? UrduJoin::kLoose : UrduJoin::kNone;
  }
};

std::vector<std::string> FoldedWords(const std::string& field) {
  std::vector<std::string> words;
  std::istringstream stream(field);
  for (std::string word; stream >> word;) words.push_back(Folded(word, RuleSet::kUrdu));
  return words;
}

NaiveRules ReadNaiveRules() {
  NaiveRules rules;
  const std::map<std::string, std::set<std::string>*> sets = {{"small", &rules.small},
                                                              {"second", &rules.seconds},
                                                              {"first", &rules.firsts},
                                                              {"head", &rules.heads}};
  for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) {
    const std::vector<std::string> words = FoldedWords(line[1]);
    if (const auto set = sets.find(line[0]); set != sets.end()) {
      EXPECT_EQ(line.size(), 2U) << line[1];
      set->second->insert(words.begin(), words.end());
    } else if (line[0] == "fused") {
      EXPECT_EQ(line.size(), 4U) << line[1];
      rules.fused[words[0]] = {Folded(line[2], RuleSet::kUrdu), Folded(line[3], RuleSet::kUrdu)};
    } else if (line[0] == "pair" || line[0] == "chain") {
      EXPECT_EQ(line.size(), 3U) << line[1];
      for (const std::string& first : words) {
        for (const std::string& second : FoldedWords(line[2])) {
          if (line[0] == "pair") rules.pairs.insert({first, second});
          if (line[0] == "chain") rules.fused[first + second] = {first, second};
        }
      }
    } else {
      EXPECT_TRUE(line[0] == "future" || line[0] == "copula") << "an unknown kind of rule";
    }
  }
  return rules;
}

// All words of the rules beside all others: only what the rules name closes up or is split.
TEST(UrduCompounds, AreThoseOfTheRulesAlone) {
  const NaiveRules rules = ReadNaiveRules();
  std::set<std::string> words = {"", "قلم", "30", "الحکومت"};
  for (const auto* set : {&rules.small, &rules.seconds, &rules.firsts, &rules.heads}) {
    words.insert(set->begin(), set->end());
  }
  for (const auto& [first, second] : rules.pairs) words.insert({first, second});
  for (const std::string& second : words) {
    for (const std::string& first : words) {
      EXPECT_EQ(UrduJoinOf(first, second), rules.JoinOf(first, second)) << first << " " << second;
      EXPECT_EQ(UrduClosedUp(first, second), (first == "بے" ? "بی" : first) + second);
    }
  }
  for (const auto& [word, parts] : rules.fused) EXPECT_EQ(UrduParts(word), parts) << word;
}

TEST(UrduCompounds, AreCutBehindLettersThatEndWords) {
  using Parts = std::vector<std::string>;
  EXPECT_EQ(UrduParts("کےساتہ"), (Parts{"کے", "ساتہ"}));
  EXPECT_EQ(UrduParts("کےلیےمدد"), (Parts{"کے", "لیے", "مدد"}));
  EXPECT_EQ(UrduParts("میںنے"), (Parts{"میں", "نے"}));
  EXPECT_EQ(UrduParts("کرسکتاہے"), (Parts{"کر", "سکتا", "ہے"}));
  EXPECT_EQ(UrduParts("کریگا"), (Parts{"کرے", "گا"}));
  for (const char* whole : {"", "ے", "کے", "ںا", "چاہے", "ماسکو", "بارہا", "روانگی", "کرنا"}) {
    EXPECT_EQ(UrduParts(whole), Parts{}) << whole;
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
