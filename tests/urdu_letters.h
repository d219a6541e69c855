// Pairs of Urdu texts that differ in code points or marks alone: what score and recognition must
// not tell apart.
#pragma once

#include <string>
#include <vector>

namespace dragoman {

struct LetterPair {
  std::string one;
  std::string other;
  bool is_exact = false;  // Equal at L2, so that the score is 100; else 99.
};

namespace letters_internal {

struct LetterRule {
  const char* letter;
  const char* other;
  bool is_exact;
};

// The table of the levels (server/text/letters.h), one spelling of a letter for another.
inline constexpr LetterRule kLetterRules[] = {
    {"ی", "ي", true},       {"ی", "ى", true},        {"ک", "ك", true},
    {"ہ", "ه", true},       {"ہ", "ە", true},        {"آ", "ا\u0653", true},
    {"ؤ", "و\u0654", true}, {"ئ", "ی\u0654", true},  {"ئ", "ي\u0654", true},
    {"ۂ", "ۀ", true},       {"ۂ", "ه\u0654", true},  {"ۂ", "ہ\u0654", true},
    {"ی", "\uFBFC", true},  {"ک", "\uFB8E", true},   {"ہ", "\uFBA6", true},
    {"پ", "\uFB56", true},  {"ا", "\uFE8D", true},   {"ر", "\uFEAD", true},
    {"م", "م\u0640", true}, {"ن", "\u200Eن", true},  {"س", "\u200Fس", true},
    {"ت", "\u2067ت", true}, {" ", "\u00A0", true},   {" ", "  ", true},
    {"ر", "ر\u200D", true}, {"ۃ", "ة", true},        {"۳", "٣", true},
    {"ئ", "ی", false},      {"ؤ", "و", false},       {"ۂ", "ہ", false},
    {"ۃ", "ہ", false},      {"ا", "أ", false},       {"ا", "ٱ", false},
    {"ء", "", false},       {"ِ", "", false},         {"ٰ", "", false},
    {"ھ", "ہ", false},      {"م", "م\u064F", false}, {"ر", "ر\u0651", false},
    {"۳", "3", false},
};

inline constexpr const char* kLetterTexts[] = {
    "پاکستان کے سفیر ماسکو پہنچ گئے",
    "ہم آہنگی بڑھی ہے",
    "نقطۂ نظر مختلف ہے",
    "وزراءِ خارجہ کی ملاقات",
    "صدرِ مملکت نے کہا",
    "مؤقف واضح کیا گیا",
    "اعلیٰ سطح کا اجلاس",
    "انھوں نے پڑھا تھا",
    "۳۰ سال کی رفاقت",
    "دائرۃ المعارف کی اشاعت",
    "مسئلۂ کشمیر پر آئندہ بات",
    "روس کی پیشکش قابلِ غور",
};

inline std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace letters_internal

// Returns each rule of the table on each text that has its letter.
inline std::vector<LetterPair> UrduLetterPairs() {
  using namespace letters_internal;
  std::vector<LetterPair> pairs;
  for (const LetterRule& rule : kLetterRules) {
    for (const char* text : kLetterTexts) {
      const std::string other = Replaced(text, rule.letter, rule.other);
      if (other != text) pairs.push_back({text, other, rule.is_exact});
    }
  }
  return pairs;
}

}  // namespace dragoman
