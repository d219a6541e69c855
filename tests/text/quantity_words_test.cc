// The words of quantities: what one language's rules make of another's words, and the forms that
// writing picks from.
#include "server/text/quantity_words.h"

#include <gtest/gtest.h>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

TEST(QuantityWords, AreFoundAtTheFoldOfTheirText) {
  for (const RuleSet rules :
       {RuleSet::kGeneric, RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
    const QuantityWords& words = QuantityWords::Of(rules);
    const auto scale = [&](const char* word) {
      const int* found = words.Scale(Folded(Level2(word, rules).text(), rules));
      return found == nullptr ? 0 : *found;
    };
    EXPECT_EQ(scale("Million"), 6);
    EXPECT_EQ(scale("МЛН"), 6);
    EXPECT_EQ(scale("миллионного"), 6);
    EXPECT_EQ(scale("لاکھ"), 5);
    EXPECT_EQ(scale("тысячелетие"), 0);
  }
}

TEST(QuantityWords, TellMonthsFromVerbs) {
  const QuantityWords& words = QuantityWords::Of(RuleSet::kEnglish);
  EXPECT_EQ(words.Month("may", true), 5);
  EXPECT_EQ(words.Month("may", false), 0);
  EXPECT_EQ(QuantityWords::Of(RuleSet::kRussian).Month("мая", false), 5);
  EXPECT_EQ(words.Month("maybe", true), 0);
}

TEST(QuantityWords, KnowTheFormsOfMonths) {
  const auto* genitive = MonthsInForm("января", RuleSet::kRussian);
  ASSERT_NE(genitive, nullptr);
  EXPECT_EQ((*genitive)[4], "мая");
  EXPECT_EQ(MonthsInForm("Januar", RuleSet::kEnglish), nullptr);
  for (const RuleSet rules : {RuleSet::kEnglish, RuleSet::kRussian, RuleSet::kUrdu}) {
    for (const char* word : {"May", "январе", "جون"}) {
      for (const std::string& month : *MonthsInForm(word, rules)) EXPECT_FALSE(month.empty());
    }
  }
}

TEST(QuantityWords, KnowWhichScalesMayStandForEachOther) {
  const auto* russian = ScaleFamily("млн", RuleSet::kRussian);
  ASSERT_NE(russian, nullptr);
  EXPECT_EQ(russian->front().word, "тыс.");
  EXPECT_EQ(ScaleFamily("миллионов", RuleSet::kRussian), nullptr);
}

}  // namespace
}  // namespace dragoman
