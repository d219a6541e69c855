#include "server/match/diff.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "server/base/utf8.h"
#include "tests/match/cases.h"
#include "tests/match/random_texts.h"

namespace dragoman {
namespace {

std::string_view At(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

// Checks that the parts cover both texts without gaps, cut at character borders, and that no two
// neighbours are of one kind.
void ExpectCovers(const std::vector<DiffPart>& parts, std::string_view query,
                  std::string_view stored) {
  uint32_t query_at = 0;
  uint32_t stored_at = 0;
  const DiffPart* last = nullptr;
  for (const DiffPart& part : parts) {
    ASSERT_EQ(part.query.begin, query_at);
    ASSERT_EQ(part.stored.begin, stored_at);
    ASSERT_LE(part.query.begin, part.query.end);
    ASSERT_LE(part.stored.begin, part.stored.end);
    ASSERT_FALSE(At(query, part.query).empty() && At(stored, part.stored).empty());
    ASSERT_EQ(FirstInvalidUtf8(At(query, part.query)), std::nullopt);
    ASSERT_EQ(FirstInvalidUtf8(At(stored, part.stored)), std::nullopt);
    ASSERT_FALSE(last && last->kind == part.kind);
    query_at = part.query.end;
    stored_at = part.stored.end;
    last = &part;
  }
  ASSERT_EQ(query_at, query.size());
  ASSERT_EQ(stored_at, stored.size());
}

std::string Name(DiffKind kind) {
  static const char* const kNames[] = {"equal",   "form",   "number", "ending",
                                       "replace", "insert", "delete", "mark"};
  return kNames[static_cast<size_t>(kind)];
}

std::string Show(const std::vector<DiffPart>& parts, std::string_view query,
                 std::string_view stored) {
  std::string text;
  for (const DiffPart& part : parts) {
    text +=
        fmt::format("{}[{}|{}]", Name(part.kind), At(query, part.query), At(stored, part.stored));
  }
  return text;
}

std::string ShowDiff(std::string_view query, std::string_view stored, std::string_view tag = "en") {
  const Language language = LanguageOf(tag);
  const auto parts = Diff(query, Analyse(query, language), stored, Analyse(stored, language));
  ExpectCovers(parts, query, stored);
  return Show(parts, query, stored);
}

std::string Without(std::string_view text, char left_out) {
  std::string kept;
  for (char c : text) {
    if (c != left_out) kept += c;
  }
  return kept;
}

TEST(Diff, CoversBothTextsAndKeepsEqualPartsEqual) {
  std::mt19937 random(TestSeed());
  const RandomTextOptions options{.max_words = 12, .stems = 6, .code_share = 0};
  for (int i = 0; i < 5000; ++i) {
    std::string query_text;
    const Analysis query = RandomText(random, options, &query_text);
    const Analysis stored = i % 2 == 0 ? RandomEdit(random, query) : RandomText(random, options);
    const std::string& stored_text = stored.exact_key;
    const auto parts = Diff(query_text, query, stored_text, stored);
    ExpectCovers(parts, query_text, stored_text);
    for (const DiffPart& part : parts) {
      if (part.kind != DiffKind::kEqual) continue;
      EXPECT_EQ(Without(At(query_text, part.query), ' '),
                Without(At(stored_text, part.stored), ' '));
    }
    if (HasFatalFailure()) return;
  }
}

TEST(Diff, EqualTextsAreOnePart) {
  EXPECT_EQ(ShowDiff("The talks, he said, ended.", "The talks, he said, ended."),
            "equal[The talks, he said, ended.|The talks, he said, ended.]");
  EXPECT_EQ(ShowDiff("", ""), "");
}

TEST(Diff, Words) {
  EXPECT_EQ(ShowDiff("The envoy met the press.", "The minister met the press."),
            "equal[The |The ]replace[envoy|minister]equal[ met the press.| met the press.]");
  EXPECT_EQ(ShowDiff("The envoy spoke.", "The new envoy spoke."),
            "equal[The|The]insert[| new]equal[ envoy spoke.| envoy spoke.]");
  EXPECT_EQ(ShowDiff("Today the envoy spoke.", "the envoy spoke."),
            "delete[Today |]equal[the envoy spoke.|the envoy spoke.]");
  EXPECT_EQ(ShowDiff("The envoy spoke in Moscow", "The envoy spoke"),
            "equal[The envoy spoke|The envoy spoke]delete[ in Moscow|]");
}

TEST(Diff, NumbersAndCase) {
  EXPECT_EQ(ShowDiff("over 30 Years", "over 75 years"),
            "equal[over |over ]number[30|75]equal[ | ]form[Years|years]");
}

TEST(Diff, Marks) {
  EXPECT_EQ(ShowDiff("The talks ended.", "The talks ended"),
            "equal[The talks ended|The talks ended]mark[.|]");
  EXPECT_EQ(ShowDiff("The talks ended.", "The talks ended?"),
            "equal[The talks ended|The talks ended]mark[.|?]");
  EXPECT_EQ(ShowDiff("trade, culture", "trade, science, culture"),
            "equal[trade,|trade,]insert[| science,]equal[ culture| culture]");
  EXPECT_EQ(ShowDiff("trade culture.", "trade culture and sport."),
            "equal[trade culture|trade culture]insert[| and sport]equal[.|.]");
}

TEST(Diff, WhiteSpaceIsNoChange) {
  EXPECT_EQ(ShowDiff("30\u00A0years", "30 years"), "equal[30\u00A0years|30 years]");
  EXPECT_EQ(ShowDiff(" a b ", "a  b"), "equal[ a b |a  b]");
}

// A word that the rules split in two: both pieces have the range of the whole.
Analysis SplitWord(std::vector<ByteRange> ranges) {
  Analysis analysis = Compose({MakeWord(1), MakeWord(2), MakeWord(3)}, {}, {});
  for (size_t i = 0; i < ranges.size(); ++i) analysis.words[i].range = ranges[i];
  return analysis;
}

TEST(Diff, SplitWordsStayWhole) {
  const Analysis fused = SplitWord({{0, 4}, {0, 4}, {5, 6}});
  const Analysis apart = SplitWord({{0, 2}, {3, 5}, {6, 7}});
  EXPECT_EQ(Show(Diff("abcd e", fused, "ab cd e", apart), "abcd e", "ab cd e"),
            "form[abcd|ab cd]equal[ e| e]");
  EXPECT_EQ(Show(Diff("ab cd e", apart, "abcd e", fused), "ab cd e", "abcd e"),
            "form[ab cd|abcd]equal[ e| e]");
  EXPECT_EQ(Show(Diff("abcd e", fused, "abcd e", fused), "abcd e", "abcd e"),
            "equal[abcd e|abcd e]");
  Analysis half = fused;
  half.words.erase(half.words.begin());
  half.words[0].range = {0, 2};
  half.words[1].range = {3, 4};
  EXPECT_EQ(Show(Diff("abcd e", fused, "cd e", half), "abcd e", "cd e"),
            "replace[abcd|cd]equal[ e| e]");
}

}  // namespace
}  // namespace dragoman
