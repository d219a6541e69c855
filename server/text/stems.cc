#include "server/text/stems.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <libstemmer.h>

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "server/base/hash.h"
#include "server/base/status.h"
#include "server/text/code_points.h"
#include "server/text/embedded.h"
#include "server/text/rule_lines.h"
#include "server/text/urdu.h"

namespace dragoman {
namespace {

using StemmerPointer = std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)>;

// libstemmer's stemmers hold a buffer: one per thread.
sb_stemmer* StemmerOf(RuleSet rules) {
  thread_local const StemmerPointer english(sb_stemmer_new("english", "UTF_8"), sb_stemmer_delete);
  thread_local const StemmerPointer russian(sb_stemmer_new("russian", "UTF_8"), sb_stemmer_delete);
  return rules == RuleSet::kEnglish ? english.get() : russian.get();
}

// rules/en_spelling.tsv.
class Spelling {
 public:
  Spelling() {
    for (const RuleLine& line : RuleLines(kEmbedded_en_spelling_tsv)) {
      if (line[0] == "word") {
        words_[line[1]] = line[2];
      } else if (line[0] == "begin") {
        beginnings_[line[1].substr(0, kIndexed)].push_back({line[1], line[2]});
      } else if (line[0] == "end") {
        endings_.push_back({line[1], line[2]});
      } else if (line[0] == "keep") {
        kept_.insert(line[1]);
      }
    }
  }

  std::string American(std::string_view word) const {
    if (const auto found = words_.find(ToAbsl(word)); found != words_.end()) return found->second;
    std::string out(word);
    ReplaceBeginning(out);
    ReplaceEnding(out);
    return out;
  }

 private:
  struct Change {
    std::string from;
    std::string to;
  };
  static constexpr size_t kIndexed = 3;  // Beginnings are found by their first letters.

  void ReplaceBeginning(std::string& word) const {
    const auto found = beginnings_.find(ToAbsl(word).substr(0, kIndexed));
    if (found == beginnings_.end()) return;
    for (const Change& change : found->second) {
      if (!word.starts_with(change.from)) continue;
      word.replace(0, change.from.size(), change.to);
      return;
    }
  }

  // The first ending that fits decides; "keep" names words whose -is- is no suffix ("advis").
  void ReplaceEnding(std::string& word) const {
    for (const Change& change : endings_) {
      if (word.size() < change.from.size() + 2 || !word.ends_with(change.from)) continue;
      const size_t stem = word.size() - change.from.size();
      if (!kept_.contains(ToAbsl(word).substr(0, stem + 2))) {
        word.replace(stem, change.from.size(), change.to);
      }
      return;
    }
  }

  absl::flat_hash_map<std::string, std::string> words_;
  absl::flat_hash_map<std::string, std::vector<Change>> beginnings_;
  std::vector<Change> endings_;
  absl::flat_hash_set<std::string> kept_;
};

// Returns the noun of rules/ru_nouns.tsv that the word is a case of, or else what Snowball finds.
std::string RussianStem(std::string_view fold) {
  static const auto* const nouns = [] {
    auto* table = new absl::flat_hash_set<std::string>;
    for (const RuleLine& line : RuleLines(kEmbedded_ru_nouns_tsv)) table->insert(line[0]);
    return table;
  }();
  constexpr std::string_view kEndings[] = {"",   "а",  "у",  "ом", "е", "ы",  "и",
                                           "ов", "ам", "ах", "ой", "о", "ым", "ами"};
  for (const std::string_view ending : kEndings) {
    if (!fold.ends_with(ending)) continue;
    const std::string_view noun = fold.substr(0, fold.size() - ending.size());
    if (nouns->contains(ToAbsl(noun))) return std::string(noun);
  }
  return Snowball(fold, RuleSet::kRussian);
}

// The stems of words met lately: a text repeats its words, a memory its texts, and Snowball takes
// several times as long as to find a stem here. Thread-compatible.
//
// Each word has two places, the later word in the first. With 8192 places in all, 93 of 100 English
// and Urdu words and 83 Russian ones are found in the large shared corpora. Half the places lose
// five more of 100 Russian words, single places three.
class StemCache {
 public:
  std::string StemOf(std::string_view fold, RuleSet rules) {
    std::array<Place, 2>& places = places_[Hash64(fold) % places_.size()];
    if (places[0].Holds(fold, rules)) return places[0].Stem();
    std::swap(places[0], places[1]);
    if (!places[0].Holds(fold, rules)) places[0].Put(fold, FreshStem(fold, rules), rules);
    return places[0].Stem();
  }

 private:
  class Place {
   public:
    bool Holds(std::string_view fold, RuleSet rules) const {
      return rules == rules_ && fold == std::string_view(words_).substr(0, fold_size_);
    }
    std::string Stem() const { return words_.substr(fold_size_); }
    void Put(std::string_view fold, std::string_view stem, RuleSet rules) {
      words_.assign(fold).append(stem);
      fold_size_ = static_cast<uint16_t>(fold.size());
      rules_ = rules;
    }

   private:
    std::string words_;  // Fold and stem.
    uint16_t fold_size_ = 0;
    RuleSet rules_ = RuleSet::kGeneric;
  };

  std::vector<std::array<Place, 2>> places_ = std::vector<std::array<Place, 2>>(4096);
};

constexpr size_t kMaxCachedBytes = 64;  // No place grows beyond that.

}  // namespace

std::string Snowball(std::string_view fold, RuleSet rules) {
  sb_stemmer* const stemmer = StemmerOf(rules);
  const auto* const stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(fold.data()),
                                           static_cast<int>(fold.size()));
  if (stem == nullptr) return std::string(fold);  // Out of memory inside libstemmer.
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer))};
}

std::string AmericanSpelling(std::string_view fold) {
  static const Spelling spelling;
  return spelling.American(fold);
}

bool EndsInRussianConsonant(std::string_view fold) {
  constexpr std::u32string_view kConsonants = U"бвгджзклмнпрстфхцчшщ";
  return kConsonants.find(LastCodePoint(fold)) != kConsonants.npos;
}

std::string Stem(std::string_view fold, RuleSet rules) {
  if (rules == RuleSet::kGeneric) return std::string(fold);
  if (fold.size() > kMaxCachedBytes) return FreshStem(fold, rules);
  thread_local StemCache cache;
  return cache.StemOf(fold, rules);
}

std::string FreshStem(std::string_view fold, RuleSet rules) {
  std::string stem;
  switch (rules) {
    case RuleSet::kGeneric:
      break;
    case RuleSet::kEnglish:
      stem = Snowball(AmericanSpelling(fold), rules);
      break;
    case RuleSet::kRussian:
      stem = RussianStem(fold);
      break;
    case RuleSet::kUrdu:
      stem = UrduStem(fold);
      break;
  }
  return stem.empty() ? std::string(fold) : stem;
}

}  // namespace dragoman
