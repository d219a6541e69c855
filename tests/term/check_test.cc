// Checks of translations that need no glossary.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "server/term/character_checks.h"
#include "server/term/document_checks.h"
#include "server/term/text_checks.h"
#include "tests/term/term_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string At(const std::string& text, const ByteRange& range) {
  return text.substr(range.begin, range.end - range.begin);
}

// A document of pairs; finds as a check does, without glossaries.
class Document {
 public:
  explicit Document(std::string_view from, std::string_view to)
      : from_(Lang(from)), to_(Lang(to)) {}

  Document& Add(std::string source, std::string target) {
    segments_.push_back({{std::move(source), {}}, {std::move(target), {}}});
    return *this;
  }
  Document& AddCodes(std::vector<Code> source, std::vector<Code> target) {
    segments_.push_back({{"a b", std::move(source)}, {"а б", std::move(target)}});
    return *this;
  }

  // Returns "PAIR RULE: source places | target places" of each finding.
  std::vector<std::string> Find(Findings::RuleNames off = {}) {
    Findings findings(std::move(off));
    std::vector<CheckedPair> pairs;
    for (size_t i = 0; i < segments_.size(); ++i) {
      pairs.emplace_back(i, segments_[i].first, segments_[i].second, from_, to_);
      CheckTexts(pairs.back(), findings);
    }
    CheckConsistency(pairs, findings);
    CheckNameSpelling(pairs, std::vector<std::vector<ByteRange>>(pairs.size()), findings);
    std::vector<std::string> shown;
    for (const Finding& one : findings.Take()) {
      std::string text = fmt::format("{} {}:", one.pair, one.rule->name);
      for (const ByteRange& range : one.source)
        text += " " + At(segments_[one.pair].first.text, range);
      text += " |";
      for (const ByteRange& range : one.target)
        text += " " + At(segments_[one.pair].second.text, range);
      shown.push_back(text);
    }
    return shown;
  }

 private:
  const Language from_;
  const Language to_;
  std::deque<std::pair<Segment, Segment>> segments_;
};

TEST(Checks, GoodTranslationsHaveNoFindings) {
  EXPECT_THAT(Document("en", "ru")
                  .Add("Trade was worth $1.5 million in the 1990s.",
                       "Товарооборот составлял 1,5 млн долларов в 1990-е.")
                  .Add("He said: “We agree.”", "Он сказал: «Мы согласны».")
                  .Add("ISSI", "ISSI")
                  .Add("a) the first (and last) point", "а) первый (и последний) пункт")
                  .Find(),
              IsEmpty());
  EXPECT_THAT(Document("en", "ur")
                  .Add("Trade was worth 1.5 million.", "تجارت 15 لاکھ کی تھی۔")
                  .Add("foreign ministry", "وزارتِ خارجہ")
                  .Find(),
              IsEmpty());
}

TEST(Checks, NumbersThatDiffer) {
  EXPECT_THAT(Document("en", "ru").Add("It cost 1 billion.", "Это стоило 1 млн.").Find(),
              ElementsAre("0 number: 1 billion | 1 млн"));
  EXPECT_THAT(Document("en", "ru").Add("In 2014 and 2015.", "В 2014 году.").Find(),
              ElementsAre("0 number: 2015 |"));
}

TEST(Checks, WhatIsLeftInTheSourceLanguage) {
  EXPECT_THAT(Document("en", "ru").Add("The two sides agreed", "").Find(),
              ElementsAre("0 empty: |"));
  EXPECT_THAT(Document("en", "ru").Add("The two sides agreed", "The two sides agreed").Find(),
              ElementsAre("0 untranslated: | The two sides agreed"));
  EXPECT_THAT(Document("en", "ru")
                  .Add("They met and the two sides agreed.", "Они met and the two договорились.")
                  .Find(),
              ElementsAre("0 untranslated: | met and the two"));
}

TEST(Checks, Codes) {
  const Code bold{CodeKind::kOpen, 0, "<b>"};
  const Code end{CodeKind::kClose, 3, "</b>"};
  EXPECT_THAT(Document("en", "ru").AddCodes({bold, end}, {bold, end}).Find(), IsEmpty());
  EXPECT_EQ(Document("en", "ru").AddCodes({bold, end}, {end}).Find().size(), 1u);
  EXPECT_EQ(Document("en", "ru").AddCodes({bold}, {bold, bold}).Find().size(), 1u);
}

TEST(Checks, QuotesAndBrackets) {
  const auto unpaired = [](std::string_view text) { return UnpairedMarks(text).size(); };
  for (const char* good : {"«а «б» в»", "“a” ”b“ „c“", "(a [b] c)", "a) b", "5\" disk", "12) x",
                           "the 5\" and the \"long\" one", "don’t"}) {
    EXPECT_EQ(unpaired(good), 0u) << good;
  }
  for (const char* bad : {"«а", "а»", "(a", "a (b]", "“a", "say \"a", "word) b", "«a “b»"}) {
    EXPECT_GE(unpaired(bad), 1u) << bad;
  }
  // A quotation that goes on in the next segment.
  EXPECT_THAT(Document("en", "ru").Add("“We agree.", "«Мы согласны.").Find(), IsEmpty());
  EXPECT_THAT(Document("en", "ru").Add("We “agree”.", "Мы «согласны.").Find(),
              ElementsAre("0 quotes: | «"));
}

TEST(Checks, UrduLettersAndJoiners) {
  const CharacterFaults faults = CharacterFaultsOf("كي ہے", Lang("ur"));
  EXPECT_EQ(faults.arabic_letters.size(), 2u);
  EXPECT_EQ(faults.repaired, "کی ہے");
  EXPECT_TRUE(CharacterFaultsOf("كي", Lang("ar")).arabic_letters.empty());
  EXPECT_TRUE(CharacterFaultsOf("کی ہے", Lang("ur")).repaired.empty());
  // A useful ZWNJ parts two letters that would join.
  EXPECT_TRUE(CharacterFaultsOf("سفارت\u200Cکاری", Lang("ur")).joiners.empty());
  EXPECT_EQ(CharacterFaultsOf("دار\u200Cالحکومت", Lang("ur")).repaired, "دارالحکومت");
  EXPECT_EQ(CharacterFaultsOf("سفارت\u200C کاری", Lang("ur")).repaired, "سفارت کاری");
  EXPECT_EQ(CharacterFaultsOf("صــدر", Lang("ur")).repaired, "صدر");
  EXPECT_EQ(CharacterFaultsOf("коопера\u00ADция", Lang("ru")).repaired, "кооперация");
}

TEST(Checks, ControlsOfDirection) {
  const auto faults = [](std::string_view text) {
    return CharacterFaultsOf(text, Lang("ur")).direction.size();
  };
  EXPECT_EQ(faults("\u2067الف\u2069 \u202Aa\u202C \u200Eb"), 0u);
  EXPECT_EQ(faults("\u2067الف"), 1u);
  EXPECT_EQ(faults("a\u2069"), 1u);
  EXPECT_EQ(faults("\u202Ea\u202C"), 1u);
  EXPECT_EQ(faults("\u2067a\u202C"), 2u);
}

TEST(Checks, TheSameSourceInTwoWays) {
  EXPECT_THAT(Document("en", "ru")
                  .Add("Closing session", "Заключительное заседание")
                  .Add("Closing session", "заключительное заседание")
                  .Add("Closing session", "Закрытие")
                  .Find(),
              ElementsAre("2 inconsistent: | Закрытие"));
}

TEST(Checks, NamesInTwoSpellings) {
  EXPECT_THAT(Document("en", "ru")
                  .Add("Ambassador Belokrenitsky spoke.", "Посол Белокреницкий выступил.")
                  .Add("We met Belokrenitsky.", "Мы встретили Белокреницкого.")
                  .Add("Here Belokrenitsky left.", "Тут Билокриницки ушёл.")
                  .Find(),
              ElementsAre("2 name-spelling: Belokrenitsky | Билокриницки"));
}

TEST(Checks, RulesCanBeSwitchedOff) {
  Document document("en", "ru");
  document.Add("It cost 5000.", "Это стоило 6000 (");
  EXPECT_EQ(document.Find().size(), 2u);
  EXPECT_THAT(document.Find({"quotes"}), ElementsAre("0 number: 5000 | 6000"));
  EXPECT_THAT(document.Find({"quotes", "number"}), IsEmpty());
  for (const CheckRule& rule : CheckRules()) EXPECT_EQ(FindCheckRule(rule.name), &rule);
  EXPECT_EQ(FindCheckRule("nonsense"), nullptr);
}

}  // namespace
}  // namespace dragoman
