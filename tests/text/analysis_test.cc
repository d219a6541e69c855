// What holds of every analysis, whatever the text: on cases and on random texts.
#include "server/text/analysis.h"

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "server/text/code_points.h"
#include "server/text/numbers.h"
#include "server/text/urdu.h"
#include "tests/cpu_time.h"
#include "tests/text/slow_analysis.h"
#include "tests/text/text_support.h"

namespace dragoman {

std::ostream& operator<<(std::ostream& out, const Word& word) {
  return out << word.form << " (" << word.fold << ", " << word.stem << word.value << ")";
}
std::ostream& operator<<(std::ostream& out, const Mark& mark) { return out << mark.text; }

namespace {

constexpr std::string_view kTags[] = {"en", "ru", "ur", "fr"};

std::string MarksOf(std::string_view text, std::string_view tag) {
  std::string marks;
  for (const Mark& mark : Analyse(text, LanguageOf(tag)).marks) marks += mark.text;
  return marks;
}

// Words and marks without their ranges.
Analysis WithoutRanges(Analysis analysis) {
  for (Word& word : analysis.words) word.range = {};
  for (Mark& mark : analysis.marks) mark.range = {};
  return analysis;
}

void ExpectSameButRanges(const Analysis& one, const Analysis& other) {
  const Analysis a = WithoutRanges(one);
  const Analysis b = WithoutRanges(other);
  EXPECT_EQ(a.words, b.words);
  EXPECT_EQ(a.marks, b.marks);
  EXPECT_EQ(a.exact_key, b.exact_key);
  EXPECT_EQ(a.fold_key, b.fold_key);
}

// A text of real words of all three languages and of what RandomText draws.
std::string MixedText(TestRandom& random) {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (const CaseRow& row : ReadCases("forms.tsv", 3)) all.push_back(row.fields[2]);
    for (const CaseRow& row : ReadCases("ur_spellings.tsv", 2)) all.push_back(row.fields[0]);
    for (const CaseRow& row : ReadCases("numbers.tsv", 3)) all.push_back(row.fields[1]);
    return all;
  }();
  std::string text;
  for (uint64_t i = random.Below(8); i > 0; --i) {
    text += words[random.Below(words.size())];
    text += random.Below(3) == 0 ? RandomText(random, 4) : " ";
  }
  return text;
}

template <typename Piece>
void ExpectOrdered(const std::vector<Piece>& pieces, const std::string& text) {
  ByteRange before{0, 0};
  for (const Piece& piece : pieces) {
    ASSERT_LT(piece.range.begin, piece.range.end) << text;
    ASSERT_LE(piece.range.end, text.size()) << text;
    ASSERT_LE(before.begin, piece.range.begin) << text;
    ASSERT_LE(before.end, piece.range.end) << text;
    before = piece.range;
  }
}

void ExpectSoundWord(const Word& word, RuleSet rules) {
  ASSERT_FALSE(word.form.empty());
  ASSERT_FALSE(word.fold.empty()) << word.form;
  ASSERT_FALSE(word.stem.empty()) << word.form;
  ASSERT_EQ(word.is_number(), IsNumber(word.fold)) << word.form;
  ASSERT_EQ(word.value.empty(), !word.is_number()) << word.form;
  const bool is_joined = word.form.find(' ') != std::string::npos;
  const std::string fold = Level3(word.form, rules);
  if (is_joined || fold.empty() || word.fold == fold) return;
  // بے before a ligature is a word of its own, though they touch, and joins as one.
  constexpr std::string_view kBay = "بے";
  ASSERT_TRUE(rules == RuleSet::kUrdu && fold.starts_with(kBay)) << word.fold << " of " << fold;
  ASSERT_EQ(word.fold, UrduClosedUp(kBay, fold.substr(kBay.size())));
}

TEST(Analysis, IsSoundForRandomTexts) {
  TestRandom random;
  for (int i = 0; i < 6000; ++i) {
    const std::string text = i % 2 == 0 ? RandomText(random, 40) : MixedText(random);
    for (const std::string_view tag : kTags) {
      const Analysis analysis = Analyse(text, LanguageOf(tag));
      ExpectOrdered(analysis.words, text);
      ExpectOrdered(analysis.marks, text);
      for (const Word& word : analysis.words) ExpectSoundWord(word, RulesOf(tag));
      EXPECT_EQ(analysis.exact_key, Level2(text, RulesOf(tag)).text());
      EXPECT_EQ(analysis.fold_key, Level3(analysis.exact_key, RulesOf(tag)));
      if (HasFatalFailure()) return;
    }
  }
}

// The bounds of the search need equal stems to be an equivalence that equal folds are part of.
TEST(Analysis, StemsAndValuesDependOnTheFoldAlone) {
  TestRandom random;
  for (const std::string_view tag : kTags) {
    std::map<std::string, std::pair<std::string, std::string>> known;
    for (int i = 0; i < 4000; ++i) {
      for (const Word& word : Analyse(MixedText(random), LanguageOf(tag)).words) {
        const auto [at, is_new] = known.try_emplace(word.fold, word.stem, word.value);
        ASSERT_EQ(at->second, std::pair(word.stem, word.value)) << word.fold;
      }
    }
  }
}

TEST(Analysis, DependsOnTheExactKeyAlone) {
  TestRandom random;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = i % 2 == 0 ? RandomText(random, 25) : MixedText(random);
    for (const std::string_view tag : kTags) {
      const Analysis analysis = Analyse(text, LanguageOf(tag));
      ExpectSameButRanges(analysis, Analyse(analysis.exact_key, LanguageOf(tag)));
      if (HasFailure()) return;
    }
  }
}

TEST(Analysis, DoesNotSeeBidiMarks) {
  TestRandom random;
  constexpr std::u32string_view kMarks = U"\u200E\u200F\u061C\u202A\u202B\u202C\u2066\u2067\u2069";
  for (int i = 0; i < 4000; ++i) {
    const std::string text = MixedText(random);
    std::string marked;
    for (size_t at = 0; at < text.size();) {
      if (random.Below(4) == 0) AppendCodePoint(kMarks[random.Below(kMarks.size())], marked);
      AppendCodePoint(NextCodePoint(text, &at), marked);
    }
    for (const std::string_view tag : kTags) {
      ExpectSameButRanges(Analyse(text, LanguageOf(tag)), Analyse(marked, LanguageOf(tag)));
      if (HasFailure()) return;
    }
  }
}

TEST(Analysis, DoesNotSeeArabicLettersInUrdu) {
  TestRandom random;
  const std::map<char32_t, char32_t> arabic = {
      {U'ی', U'ي'}, {U'ک', U'ك'}, {U'ہ', U'ه'}, {U'ۃ', U'ة'}, {U'۳', U'٣'}};
  for (int i = 0; i < 4000; ++i) {
    const std::string text = MixedText(random);
    std::string typed;
    for (size_t at = 0; at < text.size();) {
      const char32_t c = NextCodePoint(text, &at);
      AppendCodePoint(arabic.contains(c) ? arabic.at(c) : c, typed);
    }
    ExpectSameButRanges(Analyse(text, LanguageOf("ur")), Analyse(typed, LanguageOf("ur")));
    if (HasFailure()) return;
  }
}

TEST(Analysis, UnifiesMarksOfAllScripts) {
  EXPECT_EQ(MarksOf("“Yes” – no…", "en"), MarksOf("\"Yes\" - no...", "en"));
  EXPECT_EQ(MarksOf("ہاں، نہیں؛ کیا؟ 5٪۔", "ur"), MarksOf("ہاں, نہیں; کیا? 5%.", "ur"));
  EXPECT_EQ(MarksOf("«Да»", "ru"), MarksOf("„Да“", "ru"));
  EXPECT_EQ(MarksOf("U.S. vs. UK", "en"), "...");
}

TEST(Analysis, GivesThreeDotsOneRange) {
  const Analysis analysis = Analyse("ab…", LanguageOf("en"));
  ASSERT_EQ(analysis.marks.size(), 3U);
  for (const Mark& mark : analysis.marks) EXPECT_EQ(mark.range, (ByteRange{2, 5}));
}

TEST(Analysis, KeepsALoneHamzaAsAWord) {
  const Analysis analysis = Analyse("ا ء ب", LanguageOf("ur"));
  ASSERT_EQ(analysis.words.size(), 3U);
  EXPECT_EQ(analysis.words[1].fold, "ء");
}

TEST(Analysis, PutsCodesIntoItsKeys) {
  const Segment segment{
      .text = " Ёлка  тут",
      .codes = {
          {CodeKind::kOpen, 1, "b"}, {CodeKind::kClose, 9, "b"}, {CodeKind::kStandalone, 17, "x"}}};
  const Analysis analysis = Analyse(segment, LanguageOf("ru"));
  const std::string code = Utf8(0xFDD0);
  EXPECT_EQ(analysis.exact_key, code + "Ёлка" + code + " тут" + code);
  EXPECT_EQ(analysis.fold_key, code + "елка" + code + " тут" + code);
  EXPECT_EQ(analysis.codes, segment.codes);
}

TEST(Analysis, OfNothingIsEmpty) {
  for (const std::string text : {"", " ", "\u200E", "\u0640"}) {
    const Analysis analysis = Analyse(text, LanguageOf("ur"));
    EXPECT_TRUE(analysis.words.empty() && analysis.marks.empty());
    EXPECT_EQ(analysis.exact_key, "");
  }
}

double SecondsFor(const std::string& text, std::string_view tag) {
  const double start = CpuSeconds();
  Analyse(text, LanguageOf(tag));
  return CpuSeconds() - start;
}

// Texts of one pattern over and over, as long as a segment may be. A quadratic step takes seconds.
TEST(Analysis, TakesLongTextsInLinearTime) {
  for (const std::string pattern :
       {"a",       "a.", "1 000 ", "000 ",   "کار ",      "ہ\u0654 ", "\u0301", "\u0301\u0323",
        "е\u0301", "…",  "word, ", "слово ", "لفظ ",      "1,",       "ﷺ",      "\u200E",
        "  ",      "字", "ไทย",    "'a",     "\U0001F600"}) {
    std::string text;
    while (text.size() < 64 * 1024) text += pattern;
    for (const std::string_view tag : kTags) {
      EXPECT_LT(SecondsFor(text, tag), kLongTextSeconds) << "of " << pattern << " in " << tag;
    }
  }
}

TEST(Analysis, TakesManyCodesInLinearTime) {
  Segment segment;
  while (segment.text.size() < 64 * 1024) {
    segment.codes.push_back(
        {CodeKind::kStandalone, static_cast<uint32_t>(segment.text.size()), "x"});
    segment.text += "é";
  }
  const double start = CpuSeconds();
  Analyse(segment, LanguageOf("en"));
  EXPECT_LT(CpuSeconds() - start, kLongTextSeconds);
}

TEST(Analysis, IsTheSameInEveryThread) {
  TestRandom random;
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back(MixedText(random));
  const auto analyse_all = [&texts] {
    std::vector<Analysis> all;
    for (const std::string_view tag : kTags) {
      for (const std::string& text : texts) all.push_back(Analyse(text, LanguageOf(tag)));
    }
    return all;
  };
  std::vector<std::vector<Analysis>> found(8);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : found) threads.emplace_back([&mine, &analyse_all] { mine = analyse_all(); });
  }
  const std::vector<Analysis> expected = analyse_all();
  for (const std::vector<Analysis>& all : found) {
    ASSERT_EQ(all.size(), expected.size());
    for (size_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(all[i].words, expected[i].words);
      ASSERT_EQ(all[i].marks, expected[i].marks);
      ASSERT_EQ(all[i].fold_key, expected[i].fold_key);
    }
  }
}

Segment WithCodes(const std::string& text, TestRandom& random) {
  Segment segment{.text = text, .codes = {}};
  for (uint32_t at = 0; at <= text.size(); ++at) {
    if (CharacterBorder(text, at) != at || random.Below(10) > 0) continue;
    segment.codes.push_back({CodeKind::kStandalone, at, "x"});
  }
  return segment;
}

void ExpectAsSlowly(const Segment& segment, std::string_view tag) {
  const Analysis analysis = Analyse(segment, LanguageOf(tag));
  const Analysis expected = SlowAnalyse(segment, LanguageOf(tag));
  ASSERT_EQ(analysis.exact_key, expected.exact_key);
  ASSERT_EQ(analysis.fold_key, expected.fold_key) << segment.text;
  ASSERT_EQ(analysis.words, expected.words) << segment.text;
  ASSERT_EQ(analysis.marks, expected.marks) << segment.text;
  ASSERT_EQ(analysis.codes, expected.codes) << segment.text;
}

TEST(SlowAnalysis, IsTheAnalysisOfRandomTexts) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = i % 2 == 0 ? RandomText(random, 30) : MixedText(random);
    for (const std::string_view tag : kTags) ExpectAsSlowly({text, {}}, tag);
    for (const std::string_view tag : kTags) ExpectAsSlowly(WithCodes(text, random), tag);
    if (HasFatalFailure()) return;
  }
}

TEST(SlowAnalysis, IsTheAnalysisOfRealTexts) {
  TestRandom random;
  for (const std::vector<std::string>& row : RealTexts()) {
    for (size_t i = 0; i < row.size(); ++i) {
      ExpectAsSlowly({row[i], {}}, kTags[i]);
      ExpectAsSlowly(WithCodes(row[i], random), kTags[i]);
    }
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace dragoman
