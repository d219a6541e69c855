#include "tests/bench/corpus.h"

#include <gmock/gmock.h>

#include <fstream>

#include "server/exchange/tsv.h"
#include "tests/status_matchers.h"
#include "tests/store/temp_folder.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

TEST(ReadPairs, LeavesOutBlankRepeatedAndBrokenRows) {
  const TempFolder folder;
  std::ofstream(folder.Child("rows")) << "a\tб\ttag\n \tб\na\t\nno tab\na\tб\tother\nb c\tв\n";
  ASSERT_OK_AND_ASSIGN(const auto pairs, ReadPairs(folder.Child("rows")));
  EXPECT_THAT(pairs, ElementsAre(TextPair{"a", "б"}, TextPair{"b c", "в"}));
  EXPECT_THAT(ReadPairs(folder.Child("none")), StatusIs(StatusCode::kNotFound, "cannot be read"));
}

TEST(WordsOf, AreWhatStandsBetweenSpaces) {
  EXPECT_THAT(WordsOf("  one  two, three "), ElementsAre("one", "two,", "three"));
  EXPECT_THAT(WordsOf(" "), ElementsAre());
}

TEST(Edited, IsTheSameForTheSameSeed) {
  Draw first(7);
  Draw second(7);
  EXPECT_EQ(Edited(first, "a b c d", "x y", 3), Edited(second, "a b c d", "x y", 3));
}

TEST(Edited, ChangesAtMostThatManyWords) {
  Draw draw(1);
  for (int i = 0; i < 1000; ++i) {
    const std::string text = Edited(draw, "a b c d e f", "x y z", 2);
    size_t kept = 0;
    for (std::string_view word : WordsOf(text)) kept += word < "x";
    EXPECT_GE(kept, 4U) << text;
    EXPECT_LE(WordsOf(text).size(), 8U) << text;
  }
}

TEST(Edited, NeverEmptiesAText) {
  Draw draw(1);
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(Edited(draw, "a", "x", 4).empty());
}

TEST(Escape, EscapesWhatWouldBreakARow) { EXPECT_EQ(Escape("a\tb\nc\\n\r"), "a\\tb\\nc\\\\n\\r"); }

}  // namespace
}  // namespace dragoman
