#include "server/text/sentences.h"

#include <absl/strings/str_join.h>
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>

#include "server/text/code_points.h"
#include "server/text/sentence_rules.h"
#include "tests/random.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kPlace = "‖";  // Stands where a sentence ends and another starts.

Texts Lines(const std::string& path) {
  Texts lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  }
  return lines;
}

Texts Cut(const std::string& text, std::string_view tag) {
  Texts cut;
  for (const ByteRange range : Sentences(text, LanguageOf(tag))) {
    cut.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return cut;
}

std::string Without(std::string_view mark, const std::string& text) {
  const std::string spaced = " " + std::string(mark) + " ";
  return absl::StrReplaceAll(text, {{spaced, " "}, {ToAbsl(mark), ""}});
}

Texts SplitAtPlaces(const std::string& text) {
  Texts parts;
  for (absl::string_view part : absl::StrSplit(text, ToAbsl(kPlace))) {
    parts.emplace_back(absl::StripAsciiWhitespace(part));
  }
  return parts;
}

class SentenceCases : public ::testing::TestWithParam<const char*> {};

TEST_P(SentenceCases, AreCutAsMarked) {
  const std::string tag = GetParam();
  const Texts lines =
      Lines(std::string(DRAGOMAN_SOURCE_DIR "/tests/text/data/sentences_") + tag + ".tsv");
  ASSERT_GE(lines.size(), 15u);
  for (const std::string& line : lines) {
    const std::string marked = line.substr(0, line.find('\t'));
    EXPECT_EQ(Cut(Without(kPlace, marked), tag), SplitAtPlaces(marked)) << line;
  }
}

// All cases in one line, but for headings and list items, which the start of a line marks.
TEST_P(SentenceCases, AreCutTheSameInRunningText) {
  const std::string tag = GetParam();
  std::string text;
  Texts expected;
  for (const std::string& line :
       Lines(std::string(DRAGOMAN_SOURCE_DIR "/tests/text/data/sentences_") + tag + ".tsv")) {
    const std::string marked = line.substr(0, line.find('\t'));
    const bool is_sentence = LastCodePoint(marked) == U'.' || LastCodePoint(marked) == U'۔';
    const bool is_item = std::islower(static_cast<unsigned char>(marked[0])) ||
                         std::isdigit(static_cast<unsigned char>(marked[0]));
    if (!is_sentence || is_item) continue;
    text += (text.empty() ? "" : " ") + Without(kPlace, marked);
    for (const std::string& part : SplitAtPlaces(marked)) expected.push_back(part);
  }
  EXPECT_EQ(Cut(text, tag), expected);
}

INSTANTIATE_TEST_SUITE_P(Languages, SentenceCases, ::testing::Values("en", "ru", "ur"));

TEST(SentenceRules, ExamplesHold) {
  for (const std::string tag : {"en", "ru", "ur", "fr"}) {
    const SentenceRules& rules = SentenceRulesOf(RuleSetOf(LanguageOf(tag)));
    ASSERT_GE(rules.size(), 8u);
    for (const SentenceRule& rule : rules) {
      std::string text = rule.example;
      ASSERT_NE(text.find('|'), std::string::npos) << "no place in the example '" << text << "'";
      for (size_t at = text.find('|'); at != text.npos; at = text.find('|', at)) {
        text.erase(at, 1);
        bool breaks = false;
        const std::string whole = absl::StrReplaceAll(text, {{"|", ""}});
        for (const ByteRange range : Sentences(whole, LanguageOf(tag))) breaks |= range.end == at;
        EXPECT_EQ(breaks, rule.breaks) << tag << ": " << rule.example << " at byte " << at;
      }
    }
  }
}

TEST(SentenceRules, WrongLinesAreNamed) {
  const auto message = [](std::string_view tsv) {
    const StatusOr<SentenceRules> rules = ParseSentenceRules("a.tsv", tsv);
    return rules.ok() ? "" : std::string(MessageOf(rules.status()));
  };
  EXPECT_EQ(message("# comment\n\nlet\tt\tDr Mr\nno\t\\b%t%\\.\t\\s\tDr.| A\n"), "");
  EXPECT_NE(message("# comment\nperhaps\ta\tb\tc\n").find("a.tsv, line 2"), std::string::npos);
  EXPECT_NE(message("no\ta\tb\n").find("line 1: expected"), std::string::npos);
  EXPECT_NE(message("no\t%t%\tb\tc\n").find("no list 't'"), std::string::npos);
  EXPECT_NE(message("no\ta%\tb\tc\n").find("a lone '%'"), std::string::npos);
  EXPECT_NE(message("no\ta\t(\tc\n").find("no regular expression"), std::string::npos);
}

TEST(Sentences, LineBreaksAlwaysEndASegment) {
  EXPECT_EQ(Cut("no stop\nDr.\r\nRasul\rx\u2028y\u2029z\v1\f2\u00853", "en"),
            (Texts{"no stop", "Dr.", "Rasul", "x", "y", "z", "1", "2", "3"}));
}

TEST(Sentences, AreTrimmedAndNeverEmpty) {
  EXPECT_EQ(Cut("", "en"), Texts{});
  EXPECT_EQ(Cut(" \t\n\u00A0\u3000\r\n ", "en"), Texts{});
  EXPECT_EQ(Cut("\u00A0 One. \u2003 Two.\u00A0\n\n", "en"), (Texts{"One.", "Two."}));
}

TEST(Sentences, RegionsShareTheirLanguageRules) {
  EXPECT_EQ(Cut("Dr. Rasul came. He left.", "en-GB").size(), 2u);
  EXPECT_EQ(Cut("پی۔ خوریف آئے۔ وہ گئے۔", "ur-PK").size(), 2u);
}

TEST(Sentences, OtherLanguagesHaveTheCommonRules) {
  EXPECT_EQ(Cut("Voici A. Dupont… Il parle. Bien !", "fr"),
            (Texts{"Voici A. Dupont…", "Il parle.", "Bien !"}));
  EXPECT_EQ(Cut("これは本です。とても良い。", "ja").size(), 2u);
}

TEST(Sentences, DirectionControlsStayWithWhatFollows) {
  EXPECT_EQ(Cut("یہ اہم ہے۔ \u202BGoogle\u202C نے کہا۔", "ur"),
            (Texts{"یہ اہم ہے۔", "\u202BGoogle\u202C نے کہا۔"}));
}

bool HasLineBreak(std::string_view text) {
  return text.find_first_of("\n\v\f\r") != text.npos || text.find("\u2028") != text.npos ||
         text.find("\u2029") != text.npos || text.find("\u0085") != text.npos;
}

bool IsSpaceAt(std::string_view text, size_t at) {
  return u_isUWhiteSpace(static_cast<UChar32>(NextCodePoint(text, &at)));
}

// Ascending, apart, trimmed, without line breaks, and nothing but white space is left out.
void ExpectWellFormed(std::string_view text, const std::vector<ByteRange>& segments) {
  size_t end = 0;
  for (const ByteRange range : segments) {
    ASSERT_LE(end, range.begin);
    ASSERT_LT(range.begin, range.end);
    ASSERT_LE(range.end, text.size());
    EXPECT_TRUE(IsBlank(text.substr(end, range.begin - end)));
    const std::string_view segment = text.substr(range.begin, range.end - range.begin);
    EXPECT_FALSE(IsSpaceAt(segment, 0));
    EXPECT_FALSE(u_isUWhiteSpace(static_cast<UChar32>(LastCodePoint(segment))));
    EXPECT_FALSE(HasLineBreak(segment));
    end = range.end;
  }
  EXPECT_TRUE(IsBlank(text.substr(end)));
}

// Pieces that rules and ICU care about, in any order.
constexpr const char* kPieces[] = {
    ".",  "!",      "?",      "…",      "۔",  "؟",  "-",  "—",    " ",     " ",
    " ",  "\n",     "\u00A0", "\"",     "”",  "“",  "»",  "«",    "(",     ")",
    "[",  "1]",     "'",      "A",      "x",  "He", "Dr", "U.S",  "г",     "в",
    "XX", "1965",   "и",      "т",      "Он", "ہے", "پی", "آئی",  "ڈاکٹر", "ك",
    "ي",  "\u0301", "\u200F", "\u202B", "😀",  "。", ",",  "\r\n", "\u2029"};

TEST(Sentences, AreWellFormedOnRandomText) {
  TestRandom random;
  const Texts tags = {"en", "ru", "ur", "fr"};
  for (int round = 0; round < 8000; ++round) {
    std::string text;
    for (uint64_t left = random.Below(30); left > 0; --left) {
      text += kPieces[random.Below(std::size(kPieces))];
    }
    const std::string& tag = tags[random.Below(tags.size())];
    ExpectWellFormed(text, Sentences(text, LanguageOf(tag)));
    if (HasFailure()) FAIL() << "seed " << TestSeed() << ", " << tag << ": '" << text << "'";
  }
}

TEST(Sentences, ContextBeyondTheWindowDoesNotMatter) {
  const std::string text = "He met Dr. Rasul. They spoke… And left for the U.S. The end.";
  const Texts cut = Cut(text, "en");
  const std::string filler(5000, 'x');
  Texts longer = Cut(filler + " " + text + " " + filler, "en");
  ASSERT_GE(longer.size(), cut.size());
  EXPECT_EQ(longer[1], cut[1]);
  EXPECT_EQ(longer[2], cut[2]);
}

std::string Repeated(std::string_view piece, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

// Cost grows with the size alone: a quadratic step would take hours here.
TEST(Sentences, HugeLinesTakeLinearTime) {
  constexpr size_t kBytes = 1 << 20;
  for (const std::string_view piece :
       {"word ", "x", ".", "….", "(", ".\"", "[1", ".[1", "a.1,", "\u3000", "\u202B", "-", "ہے"}) {
    const std::string text = Repeated(piece, kBytes);
    for (const std::string_view tag : {"en", "ru", "ur"}) {
      ExpectWellFormed(text, Sentences(text, LanguageOf(tag)));
    }
  }
}

TEST(Sentences, ManyPlacesTakeLinearTime) {
  constexpr size_t kBytes = 1 << 16;
  for (const std::string_view piece : {"A. ", "а. ", "پی۔ ", "ہے- ", "?\" a ", "… A ", ".[1] A"}) {
    const std::string text = Repeated(piece, kBytes);
    for (const std::string_view tag : {"en", "ru", "ur"}) {
      ExpectWellFormed(text, Sentences(text, LanguageOf(tag)));
    }
  }
}

TEST(Sentences, ThreadsDoNotDisturbEachOther) {
  const std::string text = "Dr. Rasul met Albert P. Khorev… And left. He came.";
  const Texts expected = Cut(text, "en");
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) EXPECT_EQ(Cut(text, "en"), expected);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

struct Share {
  size_t expected = 0;
  size_t right = 0;
};

// Counts the sentences of each line, a paragraph of news with the places marked, that are found
// exactly; prints the lines with a fault.
Share ShareOfNews(const std::string& batch, const std::string& tag) {
  Share share;
  for (const std::string& line :
       Lines(std::string(DRAGOMAN_SOURCE_DIR "/tests/text/data/sentences/") + batch + "_" + tag +
             ".txt")) {
    const Texts expected = SplitAtPlaces(line);
    const Texts cut = Cut(Without(kPlace, line), tag);
    share.expected += expected.size();
    for (const std::string& sentence : expected) {
      share.right += static_cast<size_t>(std::count(cut.begin(), cut.end(), sentence) > 0);
    }
    if (cut != expected)
      std::cout << batch << " " << tag << ": " << absl::StrJoin(cut, " ‖ ") << "\n";
  }
  return share;
}

TEST(Sentences, QuotesThatEndALineStayWithTheirSentence) {
  for (const std::string text : {"سفیر نے کہا: ’وقت کم ہے۔‘", "سفیر نے کہا: ’’وقت کم ہے۔‘‘ "}) {
    EXPECT_EQ(Sentences(text, LanguageOf("ur")).size(), 1U) << text;
  }
}

// Paragraphs that were written before anyone looked at how the rules do on them.
TEST(Sentences, OfNewsThatTheRulesWereNotMadeFor) {
  using Batch = std::pair<std::string, std::string>;
  for (const auto& [batch, tag] :
       {Batch("first", "en"), Batch("second", "en"), Batch("first", "ru"), Batch("second", "ru"),
        Batch("first", "ur"), Batch("second", "ur"), Batch("third", "ur")}) {
    const Share share = ShareOfNews(batch, tag);
    std::cout << batch << " " << tag << ": " << share.right << " of " << share.expected << "\n";
    EXPECT_GE(share.expected, 40U);
    EXPECT_GE(share.right * 100, share.expected * 95);
  }
}

// The shared texts (see tests/README.md).
constexpr char kShared[] = DRAGOMAN_SHARED_DIR;

TEST(SharedSentences, HardCasesInRunningText) {
  for (const std::string tag : {"en", "ru", "ur"}) {
    const Texts lines = Lines(std::string(kShared) + "/cases/hard_" + tag + ".txt");
    if (lines.empty()) GTEST_SKIP() << "no shared cases here";
    std::string text;
    Texts expected;
    for (const std::string& line : lines) {
      expected.emplace_back(absl::StripAsciiWhitespace(line));
      text += expected.back() + " ";
    }
    EXPECT_EQ(Cut(text, tag), expected);
  }
}

TEST(SharedSentences, TheReportHas37) {
  const std::string folder = std::string(kShared) + "/report";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared report here";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::stringstream bytes;
    bytes << std::ifstream(entry.path()).rdbuf();
    size_t count = 0;
    for (const std::string& segment : Cut(bytes.str(), "en")) {
      const bool is_page_number = segment.find_first_not_of("0123456789") == segment.npos;
      if (is_page_number) continue;
      ++count;
      EXPECT_EQ(segment.find("P. K") != segment.npos && segment.ends_with("P."), false);
      EXPECT_TRUE(segment.ends_with('.') || segment.ends_with("”")) << segment;
    }
    EXPECT_EQ(count, 37u);
  }
}

}  // namespace
}  // namespace dragoman
