// Key sets of words for glossary recognition.
#include "server/text/term_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/text/text_support.h"

namespace dragoman {
namespace {

std::vector<std::string> KeysOf(std::string_view text, std::string_view tag) {
  const Language language = LanguageOf(tag);
  const Analysis analysis = Analyse(text, language);
  return analysis.words.empty() ? std::vector<std::string>{}
                                : TermKeys(analysis.words.front(), language);
}

bool Meet(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  return std::any_of(one.begin(), one.end(), [&other](const std::string& key) {
    return std::find(other.begin(), other.end(), key) != other.end();
  });
}

TEST(TermKeys, FollowTheCases) {
  for (const CaseRow& row : ReadCases("term_keys.tsv", 4)) {
    const auto one = KeysOf(row.fields[2], row.fields[1]);
    const auto other = KeysOf(row.fields[3], row.fields[1]);
    EXPECT_EQ(Meet(one, other), row.fields[0] == "meet") << "term_keys.tsv:" << row.line;
  }
}

TEST(TermKeys, BeginWithTheFoldAndAreDistinct) {
  TestRandom random;
  for (const std::string_view tag : {"en", "ru", "ur", "fr"}) {
    const Language language = LanguageOf(tag);
    for (int i = 0; i < 5000; ++i) {
      for (const Word& word : Analyse(RandomText(random, 12), language).words) {
        const std::vector<std::string> keys = TermKeys(word, language);
        ASSERT_FALSE(keys.empty());
        ASSERT_EQ(keys.front(), word.is_number() ? word.value : word.fold);
        ASSERT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(), keys.size());
        ASSERT_EQ(std::count(keys.begin(), keys.end(), ""), 0);
      }
    }
  }
}

TEST(TermKeys, OfAbbreviationsAndNumbersAreOne) {
  EXPECT_EQ(KeysOf("ООН", "ru"), std::vector<std::string>{"оон"});
  EXPECT_EQ(KeysOf("SCO", "en"), std::vector<std::string>{"sco"});
  EXPECT_EQ(KeysOf("1 000,50", "ru"), std::vector<std::string>{"1000.5"});
  EXPECT_GT(KeysOf("Посол", "ru").size(), 1U);
}

TEST(TermKeys, AfterIsAFunctionWordAndAmbassadorIsNone) {
  EXPECT_TRUE(IsFunctionWord("после"));
  for (const char* word : {"", "посол", "послов", "послы"}) EXPECT_FALSE(IsFunctionWord(word));
}

}  // namespace
}  // namespace dragoman
