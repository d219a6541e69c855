// Rules that say where sentences end, as SRX files have them: texts of patterns, nothing compiled.
#pragma once

#include <string>
#include <vector>

namespace dragoman {

// A sentence ends, or does not, between what `before` and `after` match.
struct SegmentationRule {
  bool breaks = false;
  std::string before;  // Regular expressions of ICU; empty fits anywhere.
  std::string after;
  int line = 0;  // Of the file it was read from; 0: none.

  bool operator==(const SegmentationRule&) const = default;
};

// Rules in order: the first that fits decides.
struct SegmentationRuleSet {
  std::string name;
  std::vector<SegmentationRule> rules;

  bool operator==(const SegmentationRuleSet&) const = default;
};

// Which rules a language has.
struct SegmentationMap {
  std::string pattern;  // A regular expression for language tags.
  std::string rule_set;
  int line = 0;

  bool operator==(const SegmentationMap&) const = default;
};

struct SegmentationRules {
  bool cascade = false;  // Whether all sets that are mapped count, or the first alone.
  std::vector<SegmentationRuleSet> sets;
  std::vector<SegmentationMap> maps;

  bool operator==(const SegmentationRules&) const = default;
};

}  // namespace dragoman
