#include "server/text/urdu.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>

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

// What rules/ur_compounds.tsv says of a word.
struct Compound {
  std::vector<std::string> parts;   // The words it stands for, if it is a fused spelling.
  bool closes_up = false;           // With any word before it.
  std::vector<std::string> firsts;  // The words before it that it closes up with.
};

using Compounds = absl::flat_hash_map<std::string, Compound>;

// Returns what the rules say of a word, or null of nearly all words.
const Compound* FindCompound(std::string_view fold) {
  static const Compounds compounds = [] {
    Compounds all;
    for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) {
      if (line[0] == "second") all[Folded(line[1])].closes_up = true;
      if (line[0] == "pair") all[Folded(line[2])].firsts.push_back(Folded(line[1]));
      if (line[0] == "fused") all[Folded(line[1])].parts = {Folded(line[2]), Folded(line[3])};
    }
    return all;
  }();
  const auto found = compounds.find(ToAbsl(fold));
  return found == compounds.end() ? nullptr : &found->second;
}

// An ending, what stands for it, and the least code points of the word without it.
struct Ending {
  std::string_view ending;
  std::string_view replacement;
  size_t least;
};

// Longest first; the first that fits decides.
constexpr Ending kEndings[] = {
    {"یوں", "ی", 2}, {"یاں", "ی", 2}, {"اوں", "ا", 2}, {"ایں", "ا", 2}, {"وں", "", 3},
    {"یں", "", 3},   {"ات", "", 3},   {"ین", "", 4},   {"ز", "", 4},
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

const std::vector<std::string>& UrduParts(std::string_view fold) {
  static const std::vector<std::string> none;
  const Compound* const compound = FindCompound(fold);
  return compound == nullptr ? none : compound->parts;
}

bool UrduClosesUp(std::string_view first, std::string_view second) {
  const Compound* const compound = FindCompound(second);
  if (compound == nullptr) return false;
  const std::vector<std::string>& firsts = compound->firsts;
  return compound->closes_up || std::find(firsts.begin(), firsts.end(), first) != firsts.end();
}

std::string UrduStem(std::string_view fold) {
  const auto plural = Plurals().find(ToAbsl(fold));
  std::string stem(plural == Plurals().end() ? fold : std::string_view(plural->second));
  ReplaceEnding(stem);
  DropLastVowel(stem);
  return stem;
}

}  // namespace dragoman
