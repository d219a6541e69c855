// See name_key.h. Letters become sounds, sounds become symbols. The tables name each sound's
// letters in the three scripts, Central Asian Cyrillic and Turkish ones among them.
#include "server/text/name_key.h"

#include <absl/container/flat_hash_map.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <vector>

#include "server/text/code_points.h"
#include "server/text/normal_forms.h"
#include "server/text/normalise.h"

namespace dragoman {
namespace {

constexpr size_t kLeastNearSymbols = 5;  // Shorter keys that differ by one edit are unrelated.
constexpr int kMostWeakDistance = 2;

struct Letters {
  std::string_view sound;
  std::u32string_view letters;
};

constexpr Letters kLetters[] = {
    {"P", U"pпپ"},
    {"B", U"bбب"},
    {"F", U"fфف"},
    {"K", U"kqcкқکق"},
    {"G", U"gгґғگغ"},
    {"H", U"hхһҳخحہۃ"},
    {"S", U"sßсسصث"},
    {"Z", U"zзزذضظ"},
    {"T", U"tтþتطٹ"},
    {"D", U"dдðدڈ"},
    {"R", U"rрرڑ"},
    {"L", U"lлłل"},
    {"M", U"mмم"},
    {"N", U"nнңنں"},
    {"X", U"şšшщش"},
    {"C", U"çčчچ"},
    {"J", U"jžжҷجژ"},
    {"V", U"vв"},
    {"W", U"wو"},
    {"TS", U"ц"},
    {"KS", U"x"},
    {"IA", U"юя"},
    {"A", U"aouæœøаоуўӯөұүәاآع"},
    {"I", U"eiyıеэиіїєыйیيےې"},
};

// Letters that stand for one sound together, the longer ones first.
constexpr Letters kPairs[] = {
    {"X", U"shch"}, {"C", U"tsch"}, {"X", U"sch"}, {"C", U"tch"}, {"C", U"chh"}, {"J", U"dzh"},
    {"J", U"джх"},  {"TS", U"tz"},  {"H", U"kh"},  {"G", U"gh"},  {"F", U"ph"},  {"T", U"th"},
    {"D", U"dh"},   {"B", U"bh"},   {"J", U"jh"},  {"R", U"rh"},  {"X", U"sh"},  {"C", U"ch"},
    {"J", U"zh"},   {"J", U"dj"},   {"K", U"ck"},  {"K", U"qu"},  {"J", U"дж"},  {"K", U"кх"},
    {"G", U"гх"},   {"D", U"дх"},   {"T", U"тх"},  {"B", U"бх"},  {"C", U"чх"},
};

using SoundTable = absl::flat_hash_map<char32_t, std::string_view>;

const SoundTable& Sounds() {
  static const SoundTable* const table = [] {
    auto* sounds = new SoundTable();
    for (const Letters& row : kLetters) {
      for (const char32_t letter : row.letters) (*sounds)[letter] = row.sound;
    }
    return sounds;
  }();
  return *table;
}

// Returns the letter without its diacritics.
char32_t BaseOf(char32_t c) {
  icu::UnicodeString parts;
  return Composer().getDecomposition(static_cast<UChar32>(c), parts)
             ? static_cast<char32_t>(parts.char32At(0))
             : c;
}

// Returns the sound of a letter, "" of what has none; a digit sounds like itself.
std::string_view SoundOf(char32_t c) {
  static constexpr std::string_view kDigits = "0123456789";
  const int digit = u_charDigitValue(static_cast<UChar32>(c));
  if (digit >= 0) return kDigits.substr(static_cast<size_t>(digit), 1);
  const auto found = Sounds().find(c);
  if (found != Sounds().end()) return found->second;
  const char32_t base = BaseOf(c);
  return base == c ? "" : SoundOf(base);
}

const Letters* PairAt(std::u32string_view text) {
  const auto found = std::find_if(std::begin(kPairs), std::end(kPairs), [text](const auto& pair) {
    return text.starts_with(pair.letters);
  });
  return found == std::end(kPairs) ? nullptr : found;
}

bool IsPossessive(std::u32string_view text) {
  return (text.starts_with(U"'s") || text.starts_with(U"’s")) &&
         (text.size() == 2 || !u_isalnum(static_cast<UChar32>(text[2])));
}

// Returns whether a c that is followed by `text` sounds like s.
bool SoftensC(std::u32string_view text) {
  if (text.empty()) return false;
  const char32_t base = BaseOf(text[0]);
  return base == 'e' || base == 'i' || base == 'y';
}

// Returns the characters of a text as small letters.
std::u32string SmallLettersOf(std::string_view text) {
  std::u32string letters;
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, &at));
    letters.push_back(static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
  }
  return letters;
}

UScriptCode ScriptOf(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(text, &at));
    UErrorCode error = U_ZERO_ERROR;
    if (u_isalpha(c)) return uscript_getScript(c, &error);
  }
  return USCRIPT_UNKNOWN;
}

RuleSet RulesOf(UScriptCode script) {
  if (script == USCRIPT_CYRILLIC) return RuleSet::kRussian;
  return script == USCRIPT_ARABIC ? RuleSet::kUrdu : RuleSet::kEnglish;
}

bool IsVowel(char sound) { return sound == 'A' || sound == 'I'; }
bool IsLabial(char sound) { return sound == 'V' || sound == 'W'; }
bool IsSoft(char sound) { return IsVowel(sound) || sound == 'W'; }

std::string SymbolsOf(std::string_view sounds) {
  std::string symbols;
  for (size_t i = 0; i < sounds.size(); ++i) {
    char symbol = sounds[i];
    if (IsVowel(symbol) || IsLabial(symbol)) {
      if (i > 0) continue;
      symbol = IsVowel(symbol) ? '*' : 'V';
    }
    if (symbols.empty() || symbols.back() != symbol) symbols.push_back(symbol);
  }
  // Of v and w behind the last symbol nothing is left to fall.
  const auto last = std::find_if_not(sounds.rbegin(), sounds.rend(), IsVowel);
  const bool falls = symbols.size() > 1 && (*last == 'H' || *last == 'F');
  if (falls) symbols.pop_back();
  return symbols;
}

// Returns the sounds with equal neighbours once, but for W, which twice is a vowel and a v.
std::string WithoutRepeats(std::string_view sounds) {
  std::string once;
  for (const char sound : sounds) {
    if (sound == 'W' || once.empty() || once.back() != sound) once.push_back(sound);
  }
  return once;
}

// Returns the sounds as they are compared: equal neighbours once, and at the ends what is heard
// there.
std::string Settled(std::string_view sounds) {
  std::string settled = WithoutRepeats(sounds);
  if (settled.empty()) return settled;
  if (settled.front() == 'W') settled.front() = 'V';
  if (settled.size() > 1 && settled.back() == 'F') settled.back() = 'V';
  if (settled.size() > 1 && settled.back() == 'H') settled.back() = 'A';
  return WithoutRepeats(settled);
}

// Returns whether one insertion, deletion or replacement makes the two equal, or none.
bool WithinOneEdit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
  if (in_a == a.end()) return true;
  return std::equal(in_a + (a.size() == b.size() ? 1 : 0), a.end(), in_b + 1, b.end());
}

int LackCost(char sound) { return IsSoft(sound) ? 1 : 2; }

// Sounds that languages, and ears, take for each other.
constexpr std::string_view kAkin[] = {"BP", "BV", "FP", "FV", "DT", "SZ", "SX",
                                      "JZ", "CJ", "CX", "GK", "HK", "GH"};

int ReplaceCost(char a, char b) {
  if (a == b) return 0;
  const char pair[] = {std::min(a, b), std::max(a, b)};
  const std::string_view both(pair, 2);
  if (both == "AW" || both == "VW") return 0;
  if (IsSoft(a) && IsSoft(b)) return 1;
  return std::find(std::begin(kAkin), std::end(kAkin), both) == std::end(kAkin) ? 3 : 1;
}

}  // namespace

Language LanguageByScript(std::string_view text) {
  const UScriptCode script = ScriptOf(text);
  const bool russian = script == USCRIPT_CYRILLIC;
  return Language::Parse(russian ? "ru" : script == USCRIPT_ARABIC ? "ur" : "en").value();
}

bool BeginsLikeName(std::string_view text) {
  size_t at = 0;
  const auto c = static_cast<UChar32>(text.empty() ? 0 : NextCodePoint(text, &at));
  return u_isalpha(c) && !u_isULowercase(c);
}

std::string NameSounds(std::string_view words) {
  const std::u32string letters = SmallLettersOf(words);
  std::string sounds;
  for (std::u32string_view rest = letters; !rest.empty();) {
    if (IsPossessive(rest)) {
      rest.remove_prefix(2);
    } else if (const Letters* pair = PairAt(rest)) {
      sounds += pair->sound;
      rest.remove_prefix(pair->letters.size());
    } else {
      const bool soft = rest[0] == 'c' && SoftensC(rest.substr(1));
      sounds += soft ? "S" : SoundOf(rest[0]);
      rest.remove_prefix(1);
    }
  }
  return sounds;
}

NameKey NameKeyOfSounds(std::string_view sounds) {
  return {.symbols = SymbolsOf(sounds), .sounds = Settled(sounds)};
}

NameKey NameKeyOf(std::string_view text) {
  return NameKeyOfSounds(NameSounds(Level2(text, RulesOf(ScriptOf(text))).text()));
}

NameMeeting MeetingOf(const NameKey& a, const NameKey& b) {
  if (a.symbols.empty() || b.symbols.empty()) return NameMeeting::kNone;
  if (a.symbols == b.symbols) {
    const bool weak = a.symbols.size() <= kMostWeakNameSymbols;
    return weak && SoundDistance(a, b) > kMostWeakDistance ? NameMeeting::kNone
                                                           : NameMeeting::kEqual;
  }
  const size_t shorter = std::min(a.symbols.size(), b.symbols.size());
  if (shorter < kLeastNearSymbols || !WithinOneEdit(a.symbols, b.symbols)) {
    return NameMeeting::kNone;
  }
  return SoundDistance(a, b) < static_cast<int>(shorter) ? NameMeeting::kNear : NameMeeting::kNone;
}

int SoundDistance(const NameKey& a, const NameKey& b) {
  std::vector<int> row = {0};  // Costs of the beginnings of `b`, for one beginning of `a`.
  for (const char sound : b.sounds) row.push_back(row.back() + LackCost(sound));
  for (const char in_a : a.sounds) {
    int diagonal = row[0];
    row[0] += LackCost(in_a);
    for (size_t j = 0; j < b.sounds.size(); ++j) {
      const int replaced = diagonal + ReplaceCost(in_a, b.sounds[j]);
      diagonal = row[j + 1];
      row[j + 1] =
          std::min({replaced, row[j + 1] + LackCost(in_a), row[j] + LackCost(b.sounds[j])});
    }
  }
  return row.back();
}

}  // namespace dragoman
