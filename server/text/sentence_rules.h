// The rules that say where sentences end: the files rules/sentences_*.tsv, compiled. A rule is what
// stands before a place, what stands after it, and whether a sentence ends there; the first one
// that fits decides. The form is that of SRX ("cascade" off), so that other tools can be given the
// same rules.
#pragma once

#include <unicode/regex.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/model/segmentation_rules.h"
#include "server/text/normalise.h"

namespace dragoman {

// Immutable once parsed.
struct SentenceRule {
  bool breaks = false;
  SegmentationRule source;                          // The patterns as texts.
  std::shared_ptr<const icu::RegexPattern> before;  // Ends at the place.
  std::shared_ptr<const icu::RegexPattern> after;   // Starts at the place.
  std::string example;                              // With '|' at each place it is about.
};
using SentenceRules = std::vector<SentenceRule>;

// Characters that a rule sees on each side of a place.
inline constexpr int kJudgedCharacters = 64;

// Returns the rules of a file in order. `name` is for messages.
//
// Errors: InvalidArgument with name and line when a line has a wrong form, an unknown list or a
// pattern that is none.
StatusOr<SentenceRules> ParseSentenceRules(std::string_view name, std::string_view tsv);

// Compiles a rule of an SRX file.
//
// Errors: InvalidArgument when a pattern is none.
StatusOr<SentenceRule> CompileSentenceRule(SegmentationRule source);

// Returns the rules of a language, the common ones behind its own. A mistake in a file ends the
// program with a message: the files are part of it.
//
// Threads: any.
const SentenceRules& SentenceRulesOf(RuleSet language);

// Asks rules about places. Holds what matching needs, made when first needed. Thread-compatible;
// one for each call.
class SentenceJudge {
 public:
  // Lifetime: `rules` outlives the judge.
  explicit SentenceJudge(const SentenceRules& rules) : rules_(rules), matchers_(rules.size()) {}

  // Returns whether a sentence ends between the two texts; `otherwise` when no rule fits.
  bool Breaks(const icu::UnicodeString& before, const icu::UnicodeString& after, bool otherwise);

  // Returns whether any rule says that a sentence ends there, whatever others say. Asked first, so
  // that the many rules that forbid are not asked where none breaks.
  bool MayBreak(const icu::UnicodeString& before, const icu::UnicodeString& after);

  // Returns the line of a rule that took too long somewhere, 0 when none did.
  int slow_line() const { return slow_line_; }

 private:
  struct Matchers {
    std::unique_ptr<icu::RegexMatcher> before;
    std::unique_ptr<icu::RegexMatcher> after;
  };
  bool Fits(size_t rule, const icu::UnicodeString& before, const icu::UnicodeString& after);

  const SentenceRules& rules_;
  std::vector<Matchers> matchers_;  // By rule.
  int slow_line_ = 0;
};

}  // namespace dragoman
