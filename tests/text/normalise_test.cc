// L2 and L3: the table of cases, idempotence, and the way from L2 back into the text.
#include "server/text/normalise.h"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include "server/text/code_points.h"
#include "server/text/letters.h"
#include "tests/cpu_time.h"
#include "tests/text/text_support.h"

namespace dragoman {
namespace {

// Returns the code points of a text in hexadecimal, for messages.
std::string Hex(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    char buffer[16];
    std::snprintf(buffer, sizeof(buffer), "%04X ", static_cast<unsigned>(NextCodePoint(text, &at)));
    out += buffer;
  }
  return out;
}

// Returns the rules under which one of the levels of the text is not its own level, or "".
std::string Unstable(std::string_view text) {
  for (const RuleSet rules : kAllRules) {
    const std::string level2 = Level2(text, rules).text();
    const std::string level3 = Level3(level2, rules);
    const std::string name = std::to_string(static_cast<int>(rules));
    if (Level2(level2, rules).text() != level2) return "L2 of rules " + name;
    if (Level3(level3, rules) != level3) return "L3 of rules " + name;
  }
  return "";
}

TEST(Levels, FollowTheTable) {
  for (const CaseRow& row : ReadCases("levels.tsv", 4)) {
    const RuleSet rules = RulesOf(row.fields[0]);
    const std::string level2 = Level2(row.fields[1], rules).text();
    EXPECT_EQ(level2, row.fields[2]) << "levels.tsv:" << row.line << ": L2 is " << Hex(level2);
    const std::string level3 = Level3(level2, rules);
    EXPECT_EQ(level3, row.fields[3]) << "levels.tsv:" << row.line << ": L3 is " << Hex(level3);
  }
}

TEST(Levels, KeepApartWhatTheTableKeepsApart) {
  for (const CaseRow& row : ReadCases("levels_apart.tsv", 3)) {
    const RuleSet rules = RulesOf(row.fields[0]);
    EXPECT_NE(Folded(row.fields[1], rules), Folded(row.fields[2], rules))
        << "levels_apart.tsv:" << row.line;
  }
}

TEST(Levels, AreIdempotentOverTheBmp) {
  for (char32_t c = 1; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    for (const std::string before : {"", "ی", "ہ", "ه", "ے", "е", "E", "к", " "}) {
      ASSERT_EQ(Unstable(before + Utf8(c)), "") << Hex(before + Utf8(c));
    }
  }
}

TEST(Levels, AreIdempotentOverRandomTexts) {
  TestRandom random;
  for (int i = 0; i < 60000; ++i) {
    const std::string text = RandomText(random, 12);
    ASSERT_EQ(Unstable(text), "") << Hex(text);
  }
}

// What L2 makes of a text is the same for the Arabic and the Urdu code point of a letter, wherever
// marks stand around it.
TEST(Levels, ArabicLettersAreUrduLettersAmongMarks) {
  TestRandom random;
  constexpr std::u32string_view kLetters = U"یکہےا\u0654\u0650\u0651\u0670\u0653 ";
  for (int i = 0; i < 40000; ++i) {
    std::string urdu;
    std::string arabic;
    for (int n = 0; n < 6; ++n) {
      const char32_t c = kLetters[random.Below(kLetters.size())];
      AppendCodePoint(c, urdu);
      const bool hard = c == U'ک' || c == U'ہ' || c == U'ی';
      AppendCodePoint(!hard ? c : c == U'ک' ? U'ك' : c == U'ہ' ? U'ه' : U'ي', arabic);
    }
    ASSERT_EQ(Level2(urdu, RuleSet::kUrdu).text(), Level2(arabic, RuleSet::kUrdu).text())
        << Hex(urdu) << "/ " << Hex(arabic);
  }
}

TEST(Levels, LettersOfUrduAreLeftAloneElsewhere) {
  EXPECT_EQ(Level2("كتاب", RuleSet::kEnglish).text(), "كتاب");
  EXPECT_EQ(Level2("هيئة", RuleSet::kRussian).text(), "هيئة");
}

TEST(Levels, RulesAreChosenByPrimarySubtag) {
  EXPECT_EQ(RulesOf("en-PK"), RuleSet::kEnglish);
  EXPECT_EQ(RulesOf("ru-RU"), RuleSet::kRussian);
  EXPECT_EQ(RulesOf("ur-IN"), RuleSet::kUrdu);
  EXPECT_EQ(RulesOf("fa"), RuleSet::kGeneric);
}

bool IsBorder(std::string_view text, size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Returns whether L2 may have dropped each character of a stretch of the text.
bool MayBeLost(std::string_view stretch) {
  for (size_t at = 0; at < stretch.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(stretch, &at));
    const bool invisible = c == static_cast<UChar32>(kTatweel) ||
                           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
    if (!invisible && !u_isUWhiteSpace(c)) return false;
  }
  return true;
}

void ExpectConsistentMap(const std::string& text, RuleSet rules) {
  const MappedText level2 = Level2(text, rules);
  const std::string& key = level2.text();
  ByteRange before{0, 0};
  for (size_t at = 0; at < key.size();) {
    const size_t begin = at;
    NextCodePoint(key, &at);
    const ByteRange range = level2.RangeOf(begin, at);
    ASSERT_LT(range.begin, range.end) << Hex(text);
    ASSERT_LE(range.end, text.size()) << Hex(text);
    ASSERT_TRUE(IsBorder(text, range.begin) && IsBorder(text, range.end)) << Hex(text);
    ASSERT_LE(before.begin, range.begin) << Hex(text);
    ASSERT_LE(before.end, range.end) << Hex(text);
    if (range.begin > before.end) {
      ASSERT_TRUE(MayBeLost(text.substr(before.end, range.begin - before.end))) << Hex(text);
    }
    ASSERT_LE(level2.OffsetAt(range.begin), begin) << Hex(text);
    before = range;
  }
  ASSERT_TRUE(MayBeLost(std::string_view(text).substr(before.end))) << Hex(text);
  if (!key.empty()) {
    ASSERT_EQ(level2.RangeOf(0, key.size()).end, before.end);
  }
  size_t last = 0;
  for (uint32_t position = 0; position <= text.size(); ++position) {
    const size_t offset = level2.OffsetAt(position);
    ASSERT_LE(last, offset) << Hex(text);
    ASSERT_TRUE(IsBorder(key, offset)) << Hex(text);
    last = offset;
  }
  ASSERT_EQ(last, key.size());
}

TEST(MappedText, RangesAscendAndCoverTheText) {
  TestRandom random;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = RandomText(random, 14);
    for (const RuleSet rules : kAllRules) ExpectConsistentMap(text, rules);
    if (HasFatalFailure()) return;
  }
}

TEST(MappedText, PointsAtWhatACharacterCameFrom) {
  const std::string text = " \u200Eе\u0308ж  к";  // ё of two characters, two spaces.
  const MappedText level2 = Level2(text, RuleSet::kRussian);
  ASSERT_EQ(level2.text(), "ёж к");
  EXPECT_EQ(level2.RangeOf(0, 2), (ByteRange{4, 8}));
  EXPECT_EQ(level2.RangeOf(2, 4), (ByteRange{8, 10}));
  EXPECT_EQ(level2.RangeOf(4, 5), (ByteRange{10, 12}));
  EXPECT_EQ(level2.OffsetAt(0), 0U);
  EXPECT_EQ(level2.OffsetAt(8), 2U);
  EXPECT_EQ(level2.OffsetAt(static_cast<uint32_t>(text.size())), level2.text().size());
}

TEST(Levels, TakeTextsOfMarksAloneInLinearTime) {
  for (const std::string pattern : {"\u0301\u0323", "\u0654\u0650", "ہ\u0654\u0650", "\u0308"}) {
    std::string text;
    while (text.size() < 64 * 1024) text += pattern;
    const double start = CpuSeconds();
    const std::string key = Folded(text, RuleSet::kUrdu);
    EXPECT_LT(CpuSeconds() - start, kLongTextSeconds) << Hex(pattern);
    EXPECT_EQ(Folded(key, RuleSet::kUrdu), key) << Hex(pattern);
  }
}

}  // namespace
}  // namespace dragoman
