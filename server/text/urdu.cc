#include "server/text/urdu.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <array>

#include "server/base/status.h"
#include "server/text/code_points.h"
#include "server/text/embedded.h"
#include "server/text/normalise.h"
#include "server/text/rule_lines.h"

namespace dragoman {
namespace {

std::string Folded(std::string_view text) {
  return Level3(Level2(text, RuleSet::kUrdu).text(), RuleSet::kUrdu);
}

using Words = std::vector<std::string>;
using WordSet = absl::flat_hash_set<std::string>;

// The folds of a field of words.
Words FoldedWords(std::string_view field) {
  Words words;
  for (const absl::string_view word : absl::StrSplit(ToAbsl(field), ' ')) {
    words.push_back(Folded(std::string_view(word.data(), word.size())));
  }
  return words;
}

constexpr std::string_view kBay = "بے";      // Without; "بی" where it is written in one word.
constexpr std::string_view kArticle = "ال";  // Of Arabic.

// The endings of a future written in one word, and the two words it stands for.
constexpr std::array<std::string_view, 3> kFutures[] = {
    {"یگا", "ے", "گا"},   {"یگی", "ے", "گی"},   {"یگے", "ے", "گے"},   {"ینگے", "یں", "گے"},
    {"ینگی", "یں", "گی"}, {"ونگا", "وں", "گا"}, {"ونگی", "وں", "گی"}, {"ونگے", "وں", "گے"},
};

// rules/ur_compounds.tsv: what closes up and what is split.
class Compounds {
 public:
  Compounds() {
    for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) Read(line);
  }

  // Returns how the two words are one word, however they are written.
  UrduJoin JoinOf(std::string_view first, std::string_view second) const {
    const Role* const behind = Find(second);
    if (behind != nullptr && behind->after.contains(ToAbsl(first))) return UrduJoin::kFirm;
    if (behind != nullptr && behind->is_small) return UrduJoin::kNone;
    const Role* const before = Find(first);
    if (before != nullptr && before->is_small) return UrduJoin::kNone;
    const bool has_article = second.starts_with(kArticle) && second.size() > kArticle.size();
    if (has_article && before != nullptr && before->is_head) return UrduJoin::kFirm;
    const bool is_second = behind != nullptr && behind->is_second;
    const bool is_first = before != nullptr && before->is_first;
    return is_second || is_first ? UrduJoin::kLoose : UrduJoin::kNone;
  }

  // Returns the two words that the rules say a spelling stands for, or null.
  const Words* Fused(std::string_view fold) const {
    const auto found = fused_.find(ToAbsl(fold));
    return found == fused_.end() ? nullptr : &found->second;
  }

  // Returns where a copula begins that is fused with the word before it, or npos.
  size_t CopulaOf(std::string_view fold) const {
    for (const std::string& copula : copulas_) {
      if (!fold.ends_with(copula)) continue;
      const size_t begin = fold.size() - copula.size();
      const std::string_view word = fold.substr(0, begin);
      const auto ends = [&](const std::string& ending) {
        return word.size() > ending.size() && word.ends_with(ending);
      };
      if (std::any_of(copula_endings_.begin(), copula_endings_.end(), ends)) return begin;
    }
    return fold.npos;
  }

 private:
  // What a word does beside others.
  struct Role {
    bool is_small = false;
    bool is_second = false;
    bool is_first = false;
    bool is_head = false;
    WordSet after;  // The words that it closes up with.
  };

  const Role* Find(std::string_view word) const {
    const auto found = roles_.find(ToAbsl(word));
    return found == roles_.end() ? nullptr : &found->second;
  }

  void Read(const RuleLine& line) {
    const Words words = FoldedWords(line[1]);
    for (const std::string& word : words) {
      if (line[0] == "small") roles_[word].is_small = true;
      if (line[0] == "second") roles_[word].is_second = true;
      if (line[0] == "first") roles_[word].is_first = true;
      if (line[0] == "head") roles_[word].is_head = true;
    }
    if (line[0] == "future") ReadFutures(words);
    if (line.size() > 2) ReadTwo(line, words);
  }

  void ReadTwo(const RuleLine& line, const Words& words) {
    const Words others = FoldedWords(line[2]);
    if (line[0] == "fused") fused_[words[0]] = {others[0], Folded(line[3])};
    for (const std::string& second : others) {
      if (line[0] == "pair") roles_[second].after.insert(words[0]);
      if (line[0] != "chain") continue;
      for (const std::string& first : words) fused_[first + second] = {first, second};
    }
    if (line[0] != "copula") return;
    copula_endings_ = words;
    copulas_ = others;
  }

  void ReadFutures(const Words& stems) {
    for (const std::string& stem : stems) {
      for (const auto& [ending, verb, future] : kFutures) {
        fused_[stem + std::string(ending)] = {stem + std::string(verb), std::string(future)};
      }
    }
  }

  absl::flat_hash_map<std::string, Role> roles_;
  absl::flat_hash_map<std::string, Words> fused_;
  Words copula_endings_;
  Words copulas_;
};

const Compounds& TheCompounds() {
  static const auto* const compounds = new Compounds;
  return *compounds;
}

// Returns the offset behind the first letter that only ends words, if two letters or more stand
// behind it; else npos.
size_t EndInside(std::string_view fold) {
  for (const std::string_view last : {"ے", "ں"}) {
    const size_t at = fold.find(last);
    if (at != fold.npos && at > 0 && fold.size() - at >= 3 * last.size()) return at + last.size();
  }
  return fold.npos;
}

// Returns where a word that no rule names is split, or npos.
size_t CutOf(std::string_view fold) {
  const size_t end = EndInside(fold);
  return end != fold.npos ? end : TheCompounds().CopulaOf(fold);
}

void AddParts(std::string_view fold, Words& parts) {
  if (const Words* const two = TheCompounds().Fused(fold)) {
    parts.insert(parts.end(), two->begin(), two->end());
  } else if (const size_t cut = CutOf(fold); cut != fold.npos) {
    AddParts(fold.substr(0, cut), parts);
    AddParts(fold.substr(cut), parts);
  } else {
    parts.emplace_back(fold);
  }
}

// An ending, what stands for it, and the least code points of the word without it.
struct Ending {
  std::string_view ending;
  std::string_view replacement;
  size_t least;
};

// Longest first; the first that fits decides.
constexpr Ending kEndings[] = {
    {"ہجات", "ہ", 2}, {"یوں", "ی", 2}, {"یاں", "ی", 2}, {"اوں", "ا", 2}, {"ایں", "ا", 2},
    {"وں", "", 3},    {"یں", "", 3},   {"ات", "", 3},   {"ین", "", 4},   {"ز", "", 4},
};

constexpr std::string_view kPluralAfterYeh = "یات";  // سیاسیات is not the plural of سیاسی.

void ReplaceEnding(std::string& word) {
  for (const Ending& rule : kEndings) {
    if (!word.ends_with(rule.ending)) continue;
    const size_t stem = word.size() - rule.ending.size();
    if (CodePoints(std::string_view(word).substr(0, stem)) < rule.least) continue;
    if (rule.ending == "ات" && word.ends_with(kPluralAfterYeh)) continue;
    word.replace(stem, rule.ending.size(), rule.replacement);
    return;
  }
}

// The last vowel, which the oblique case changes (منصوبہ, منصوبے).
void DropLastVowel(std::string& word) {
  const size_t size = CodePoints(word);
  const bool is_open = word.ends_with("ہ") || word.ends_with("ے");
  if ((is_open && size >= 4) || (word.ends_with("ا") && size >= 5)) word.resize(word.size() - 2);
}

const absl::flat_hash_map<std::string, std::string>& Plurals() {
  static const auto* const plurals = [] {
    auto* table = new absl::flat_hash_map<std::string, std::string>;
    for (const RuleLine& line : RuleLines(kEmbedded_ur_plurals_tsv)) {
      (*table)[Folded(line[0])] = Folded(line[1]);
    }
    return table;
  }();
  return *plurals;
}

}  // namespace

std::vector<std::string> UrduParts(std::string_view fold) {
  std::vector<std::string> parts;
  if (TheCompounds().Fused(fold) != nullptr || CutOf(fold) != fold.npos) AddParts(fold, parts);
  return parts;
}

UrduJoin UrduJoinOf(std::string_view first, std::string_view second) {
  return TheCompounds().JoinOf(first, second);
}

std::string UrduClosedUp(std::string_view first, std::string_view second) {
  std::string closed(first == kBay ? "بی" : first);
  return closed.append(second);
}

std::string UrduStem(std::string_view fold) {
  const auto plural = Plurals().find(ToAbsl(fold));
  std::string stem(plural == Plurals().end() ? fold : std::string_view(plural->second));
  ReplaceEnding(stem);
  DropLastVowel(stem);
  return stem;
}

}  // namespace dragoman
