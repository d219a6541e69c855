#include "server/text/urdu.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

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

// rules/ur_compounds.tsv.
struct Compounds {
  absl::flat_hash_map<std::string, std::vector<std::string>> parts;
  absl::flat_hash_set<std::string> second;  // Closes up with any word before it.
  absl::flat_hash_set<std::string> pairs;   // First and second with a space between.

  Compounds() {
    for (const RuleLine& line : RuleLines(kEmbedded_ur_compounds_tsv)) {
      if (line[0] == "second") second.insert(Folded(line[1]));
      if (line[0] == "pair") pairs.insert(Folded(line[1]) + ' ' + Folded(line[2]));
      if (line[0] == "fused") parts[Folded(line[1])] = {Folded(line[2]), Folded(line[3])};
    }
  }
};

const Compounds& TheCompounds() {
  static const Compounds compounds;
  return compounds;
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
  const auto found = TheCompounds().parts.find(ToAbsl(fold));
  return found == TheCompounds().parts.end() ? none : found->second;
}

bool UrduClosesUp(std::string_view first, std::string_view second) {
  const Compounds& compounds = TheCompounds();
  return compounds.second.contains(ToAbsl(second)) ||
         compounds.pairs.contains(std::string(first) + ' ' + std::string(second));
}

std::string UrduStem(std::string_view fold) {
  const auto plural = Plurals().find(ToAbsl(fold));
  std::string stem(plural == Plurals().end() ? fold : std::string_view(plural->second));
  ReplaceEnding(stem);
  DropLastVowel(stem);
  return stem;
}

}  // namespace dragoman
