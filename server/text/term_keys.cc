#include "server/text/term_keys.h"

#include <absl/container/flat_hash_map.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <map>

#include "server/text/code_points.h"
#include "server/text/normalise.h"
#include "server/text/stems.h"

namespace dragoman {
namespace {

// Two letters or more, none of them small: never inflected, whatever a stemmer would find in it.
bool IsAbbreviation(std::string_view form) {
  int capitals = 0;
  for (size_t offset = 0; offset < form.size();) {
    const auto c = static_cast<UChar32>(NextCodePoint(form, &offset));
    if (u_islower(c)) return false;
    capitals += u_isupper(c) ? 1 : 0;
  }
  return capitals >= 2;
}

void AddKey(std::string key, std::vector<std::string>& keys) {
  if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) {
    keys.push_back(std::move(key));
  }
}

constexpr size_t kRussianLetterBytes = 2;

std::string WithoutLast(std::string_view word, size_t letters) {
  return std::string(word.substr(0, word.size() - letters * kRussianLetterBytes));
}

// The stem of the oblique cases of a word with a fleeting vowel (посол: посл), or "" of others.
std::string FleetingStem(std::string_view word) {
  constexpr std::string_view kConsonants = "кцлрнтгмв";
  constexpr std::string_view kVowels = "оеё";
  const bool is_soft = word.ends_with("ь");
  if (is_soft) word.remove_suffix(kRussianLetterBytes);
  // "пор" is no nominative of "пра-"; сон, рот and their like are no terms.
  if (word.size() < (is_soft ? 3 : 4) * kRussianLetterBytes) return "";
  const std::string_view last = word.substr(word.size() - kRussianLetterBytes);
  const std::string_view vowel =
      word.substr(word.size() - 2 * kRussianLetterBytes, kRussianLetterBytes);
  if (kConsonants.find(last) == kConsonants.npos || kVowels.find(vowel) == kVowels.npos) return "";
  return Snowball(WithoutLast(word, 2) + std::string(last) + (is_soft ? "я" : "а"),
                  RuleSet::kRussian);
}

// The stem with its "и" of a word that may be a case of a noun in -ия or -ие (Дании: дани), or "".
std::string StemInI(std::string_view word) {
  constexpr std::string_view kEndings[] = {"иями", "иям", "иях", "ией", "иею", "ием",
                                           "ия",   "ии",  "ию",  "ий",  "ие"};
  for (const std::string_view ending : kEndings) {
    if (!word.ends_with(ending) || word.size() < ending.size() + 2 * kRussianLetterBytes) continue;
    return std::string(word.substr(0, word.size() - ending.size() + kRussianLetterBytes));
  }
  return "";
}

// Several stems, because Snowball finds different ones in the cases of one word.
void AddRussianKeys(const Word& word, std::vector<std::string>& keys) {
  const std::string& fold = word.fold;
  AddKey(StemInI(fold), keys);
  // Without its "и" Дания would be one word with данные.
  if (fold.ends_with("ия")) return;
  const auto add_stem_of = [&keys](const std::string& form) {
    AddKey(Snowball(form, RuleSet::kRussian), keys);
  };
  AddKey(word.stem, keys);
  add_stem_of(fold);
  if (EndsInRussianConsonant(fold)) {
    add_stem_of(fold + "а");
    add_stem_of(fold + "у");
  }
  if (fold.ends_with("й")) {
    add_stem_of(WithoutLast(fold, 1) + "я");
    add_stem_of(WithoutLast(fold, 1) + "ю");
  }
  AddKey(FleetingStem(fold), keys);
}

bool IsDoubled(std::string_view word) {
  return word.size() >= 3 && word.back() == word[word.size() - 2];
}

// Adds the words that this one may be a form of, when it has an ending of verbs: planned (plan),
// shared (share).
void AddVerbs(std::string_view word, std::string_view ending, std::vector<std::string>& keys) {
  constexpr size_t kLeast = 3;  // Letters ahead of the ending: red, sing have none.
  if (!word.ends_with(ending) || word.size() < ending.size() + kLeast) return;
  const std::string_view verb = word.substr(0, word.size() - ending.size());
  AddKey(std::string(verb), keys);
  AddKey(std::string(verb) + "e", keys);
  if (IsDoubled(verb)) AddKey(std::string(verb.substr(0, verb.size() - 1)), keys);
}

// Adds what a word in -s may be the plural, or a form, of.
void AddSingulars(std::string_view word, std::vector<std::string>& keys) {
  constexpr std::string_view kNoPlurals[] = {"ss", "us", "is", "ics", "news"};
  const auto ends = [word](std::string_view ending) { return word.ends_with(ending); };
  if (word.size() < 4 || !ends("s")) return;
  if (std::any_of(std::begin(kNoPlurals), std::end(kNoPlurals), ends)) return;
  AddKey(std::string(word.substr(0, word.size() - 1)), keys);
  if (!ends("es")) return;
  const std::string base(word.substr(0, word.size() - 2));
  if (ends("ies")) AddKey(base.substr(0, base.size() - 1) + "y", keys);
  if (ends("ves")) AddKey(base.substr(0, base.size() - 1) + "f", keys);
  constexpr std::string_view kHissing[] = {"ses", "xes", "zes", "ches", "shes", "oes"};
  if (std::any_of(std::begin(kHissing), std::end(kHissing), ends)) AddKey(base, keys);
}

// The words that this one is a form of. A stem would do too much: it has one for moderator and
// moderate, commissioner and commission, excellency and excellent.
void AddEnglishKeys(std::string_view fold, std::vector<std::string>& keys) {
  const std::string word = AmericanSpelling(fold);
  AddKey(word, keys);
  AddSingulars(word, keys);
  if (word.ends_with("men")) AddKey(word.substr(0, word.size() - 2) + "an", keys);
  if (word.ends_with("ied")) AddKey(word.substr(0, word.size() - 3) + "y", keys);
  AddVerbs(word, "ed", keys);
  AddVerbs(word, "ing", keys);
}

std::vector<std::string> FreshKeys(const Word& word, RuleSet rules) {
  std::vector<std::string> keys{word.fold};
  if (rules == RuleSet::kRussian) {
    AddRussianKeys(word, keys);
  } else if (rules == RuleSet::kEnglish) {
    AddEnglishKeys(word.fold, keys);
  } else {
    AddKey(word.stem, keys);
  }
  return keys;
}

// The keys of words met lately, which depend on the fold alone: Snowball is asked up to five times
// for a Russian word. Thread-compatible.
class KeyCache {
 public:
  static KeyCache& OfThread() {
    thread_local KeyCache cache;
    return cache;
  }

  const std::vector<std::string>& KeysOf(const Word& word, RuleSet rules) {
    auto& keys = keys_[rules];
    if (keys.size() >= kMostWords) keys.clear();
    const auto [there, is_new] = keys.try_emplace(word.fold);
    if (is_new) there->second = FreshKeys(word, rules);
    return there->second;
  }

 private:
  static constexpr size_t kMostWords = 8192;  // Of each language: 2 MB.

  std::map<RuleSet, absl::flat_hash_map<std::string, std::vector<std::string>>> keys_;
};

}  // namespace

bool IsCapitalsOnly(std::string_view form) {
  return IsAbbreviation(form) ||
         (form.ends_with('s') && IsAbbreviation(form.substr(0, form.size() - 1)));
}

bool IsFunctionWord(std::string_view fold) { return fold == "после"; }

std::vector<std::string> TermKeys(const Word& word, const Language& language) {
  if (word.is_number()) return {word.value};
  const RuleSet rules = RuleSetOf(language);
  if (IsCapitalsOnly(word.form)) return {word.fold};
  return KeyCache::OfThread().KeysOf(word, rules);
}

bool KeysMeet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

}  // namespace dragoman
