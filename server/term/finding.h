// What a check of a translation finds, and the rules by which it looks.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/model/segment.h"

namespace dragoman {

enum class Severity : uint8_t { kError = 1, kWarning = 2, kNote = 3 };

// One rule of the checks; its name switches it off.
struct CheckRule {
  std::string_view name;
  Severity severity;
  std::string_view about;  // What it finds, in one sentence.
};

// Returns all rules, the severest first.
std::span<const CheckRule> CheckRules();
// Returns the rule of a name, or null.
const CheckRule* FindCheckRule(std::string_view name);

// One finding. Places are those of the texts as given; a finding about something that is missing
// has none in the text that lacks it.
struct Finding {
  const CheckRule* rule = nullptr;
  size_t pair = 0;                  // Of the pairs checked, from 0.
  std::vector<ByteRange> source{};  // In the pair's source, ascending.
  std::vector<ByteRange> target{};  // In its translation.
  std::string message{};            // One sentence, in English.
  std::string repair{};             // The whole translation as it should be; "" when not known.
  // Of a finding about a term: "glossaries/G/concepts/C", and the renderings it may have.
  std::string concept_name{};
  std::vector<std::string> expected{};
};

// The findings of one check, without those of rules that are switched off. Thread-compatible.
class Findings {
 public:
  using RuleNames = std::set<std::string, std::less<>>;
  explicit Findings(RuleNames switched_off) : switched_off_(std::move(switched_off)) {}

  bool Wants(std::string_view rule) const { return !switched_off_.contains(rule); }
  // Adds a finding by a rule of CheckRules(), if it is wanted.
  void Add(std::string_view rule, Finding finding);
  // Returns the findings by pair, then severity, then place.
  std::vector<Finding> Take();

 private:
  const RuleNames switched_off_;
  std::vector<Finding> findings_;
};

}  // namespace dragoman
