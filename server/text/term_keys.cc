#include "server/text/term_keys.h"

#include <unicode/uchar.h>

#include <algorithm>

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

// The letters of Russian take two bytes each.
constexpr size_t kLetter = 2;

std::string WithoutLast(std::string_view word, size_t letters) {
  return std::string(word.substr(0, word.size() - letters * kLetter));
}

// The stem of the oblique cases of a word with a fleeting vowel (посол: посл), or "" of others.
std::string FleetingStem(std::string_view word) {
  constexpr std::string_view kConsonants = "кцлрнтгмв";
  constexpr std::string_view kVowels = "оеё";
  const bool is_soft = word.ends_with("ь");
  if (is_soft) word.remove_suffix(kLetter);
  if (word.size() < 3 * kLetter) return "";
  const std::string_view last = word.substr(word.size() - kLetter);
  const std::string_view vowel = word.substr(word.size() - 2 * kLetter, kLetter);
  if (kConsonants.find(last) == kConsonants.npos || kVowels.find(vowel) == kVowels.npos) return "";
  return Snowball(WithoutLast(word, 2) + std::string(last) + (is_soft ? "я" : "а"),
                  RuleSet::kRussian);
}

// Several stems, because Snowball finds different ones in the cases of one word.
void AddRussianKeys(const Word& word, std::vector<std::string>& keys) {
  const std::string& fold = word.fold;
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

}  // namespace

bool IsFunctionWord(std::string_view fold) { return fold == "после"; }

std::vector<std::string> TermKeys(const Word& word, const Language& language) {
  if (word.is_number()) return {word.value};
  std::vector<std::string> keys{word.fold};
  const RuleSet rules = RuleSetOf(language);
  if (IsAbbreviation(word.form)) return keys;
  if (rules == RuleSet::kRussian) {
    AddRussianKeys(word, keys);
  } else {
    AddKey(word.stem, keys);
  }
  return keys;
}

bool KeysMeet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& key) {
    return std::find(b.begin(), b.end(), key) != b.end();
  });
}

}  // namespace dragoman
